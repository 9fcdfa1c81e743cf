// SPDX-License-Identifier: Apache-2.0
// The stored form of a notification: ten texts, each behind its length (four bytes, little
// endian), sealed as one. Earlier versions wrote seven or eight of them.
#include "ports/notifier.h"

#include <array>

namespace anban {
namespace {

void put(Bytes& out, std::string_view text) {
  for (unsigned shift = 0; shift < 32; shift += 8) {
    out.push_back(static_cast<char>((text.size() >> shift) & 0xFFU));
  }
  out += text;
}

/// Pairs as one text: each part behind its length. Rows of earlier versions have none.
std::string joined(const std::vector<std::pair<std::string, std::string>>& parameters) {
  Bytes out;
  for (const auto& [name, value] : parameters) {
    put(out, name);
    put(out, value);
  }
  return out;
}

bool take(BytesView& from, std::string& text) {
  if (from.size() < 4) return false;
  std::size_t size = 0;
  for (unsigned i = 0; i < 4; ++i) {
    size |= static_cast<std::size_t>(static_cast<unsigned char>(from[i])) << (8U * i);
  }
  from.remove_prefix(4);
  if (from.size() < size) return false;
  text.assign(from.substr(0, size));
  from.remove_prefix(size);
  return true;
}

std::unexpected<Error> cut_short() {
  return failed(ErrorCode::corrupt, "a stored notification is cut short");
}

}  // namespace

Bytes seal_notification(const Notification& notification, const DataKey& outbox_key, Vault& vault) {
  Bytes plain;
  for (const std::string_view text :
       {std::string_view(notification.id.text), std::string_view(notification.channel),
        std::string_view(notification.event), std::string_view(notification.address.reveal()),
        std::string_view(notification.subject), std::string_view(notification.body),
        std::string_view(notification.locale)}) {
    put(plain, text);
  }
  put(plain, joined(notification.parameters));
  put(plain, notification.other_channel);
  put(plain, notification.other_address.reveal());
  return vault.seal(outbox_key, "outbox", plain);
}

Result<Notification> open_notification(BytesView sealed, const DataKey& outbox_key, Vault& vault) {
  const Result<Bytes> plain = vault.open(outbox_key, "outbox", sealed);
  if (!plain) return failed(plain);
  BytesView rest = *plain;
  std::array<std::string, 7> texts;
  for (std::string& text : texts) {
    if (!take(rest, text)) return cut_short();
  }
  Notification notification;
  notification.id = NotificationId(texts[0]);
  notification.channel = texts[1];
  notification.event = texts[2];
  notification.address = Private<std::string>(texts[3]);
  notification.subject = texts[4];
  notification.body = texts[5];
  notification.locale = texts[6];
  std::string parameters;
  if (rest.empty()) return notification;
  if (!take(rest, parameters)) return cut_short();
  for (BytesView left = parameters; !left.empty();) {
    auto& [name, value] = notification.parameters.emplace_back();
    if (!take(left, name) || !take(left, value)) return cut_short();
  }
  if (rest.empty()) return notification;
  std::string other_address;
  if (!take(rest, notification.other_channel) || !take(rest, other_address)) return cut_short();
  notification.other_address = Private<std::string>(std::move(other_address));
  return notification;
}

}  // namespace anban
