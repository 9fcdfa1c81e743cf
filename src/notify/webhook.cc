// SPDX-License-Identifier: Apache-2.0
// Signature, body and the checks of a receiver's URL.
#include "notify/webhook.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "base/digest.h"
#include "base/json_writer.h"
#include "notify/address.h"

namespace anban::notify {
namespace {

constexpr std::size_t url_most = 2'048;  // what browsers and proxies agree on

struct UrlParts {
  std::string_view scheme;
  std::string_view host;  // without brackets and port
};

Result<UrlParts> parts_of(std::string_view url) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7f' && c != '\\' && c != '"'; };
  if (url.size() > url_most || !std::all_of(url.begin(), url.end(), is_plain)) {
    return failed(ErrorCode::invalid, "a webhook URL is at most 2,048 printable ASCII characters");
  }
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos)
    return failed(ErrorCode::invalid, "a webhook URL begins with https://");
  UrlParts parts;
  parts.scheme = url.substr(0, colon);
  const std::string_view rest = url.substr(colon + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.find('@') != std::string_view::npos) {
    return failed(ErrorCode::invalid, "a webhook URL holds no user name");
  }
  if (authority.starts_with('[')) {
    const std::size_t end = authority.find(']');
    if (end == std::string_view::npos)
      return failed(ErrorCode::invalid, "the webhook URL's host is not closed");
    parts.host = authority.substr(1, end - 1);
  } else {
    parts.host = authority.substr(0, authority.find(':'));
  }
  if (parts.host.empty()) return failed(ErrorCode::invalid, "the webhook URL has no host");
  return parts;
}

}  // namespace

Result<Bytes> webhook_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  if (!text.starts_with(prefix))
    return failed(ErrorCode::invalid, "a webhook secret begins with whsec_");
  auto bytes = from_base64(text.substr(prefix.size()));
  if (!bytes || bytes->size() < 24 || bytes->size() > 64) {
    return failed(ErrorCode::invalid, "a webhook secret is whsec_ and base64 of 24 to 64 bytes");
  }
  return bytes;
}

std::string webhook_signature(BytesView secret, std::string_view id, std::int64_t timestamp,
                              std::string_view body) {
  const std::string signed_text = fmt::format("{}.{}.{}", id, timestamp, body);
  return "v1," + to_base64(hmac_sha256(secret, signed_text).view());
}

std::string webhook_body(const Notification& notification, Instant now) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("type", notification.event).field("timestamp", to_text(now));
  json.key("data").begin_object().field("id", notification.id.text);
  json.field("subject", notification.subject).field("body", notification.body);
  json.field("locale", notification.locale).end_object().end_object();
  return out;
}

Result<void> check_webhook_url(std::string_view url, PrivateAddresses private_addresses) {
  const auto parts = parts_of(url);
  if (!parts) return failed(parts);
  const bool plain = parts->scheme == "http";
  if (!plain && parts->scheme != "https") {
    return failed(ErrorCode::invalid, "a webhook URL begins with https://");
  }
  if (private_addresses == PrivateAddresses::allowed) return {};
  if (plain) return failed(ErrorCode::invalid, "a webhook URL begins with https://");
  if (is_private_host(parts->host)) {
    return failed(ErrorCode::invalid, "the webhook's host is a private address");
  }
  return {};
}

Task<Result<Sent>> Webhook::send(Notification notification) {
  const auto checked = check_webhook_url(notification.address.reveal(), options_.private_addresses);
  if (!checked) co_return failed(checked);
  const Instant now = clock_.now();
  const std::int64_t timestamp = now.time_since_epoch().count() / 1000;
  Post post;
  post.url = notification.address.reveal();
  post.private_addresses = options_.private_addresses;
  post.body = webhook_body(notification, now);
  post.headers.emplace_back("Content-Type", "application/json");
  post.headers.emplace_back("webhook-id", notification.id.text);
  post.headers.emplace_back("webhook-timestamp", std::to_string(timestamp));
  post.headers.emplace_back(
      "webhook-signature",
      webhook_signature(options_.secret, notification.id.text, timestamp, post.body));
  const Result<PostAnswer> answer = co_await poster_.post(std::move(post));
  if (!answer) co_return failed(answer);
  const int status = answer->status;
  if (status >= 200 && status < 300) co_return Sent();
  const std::string said = fmt::format("the webhook answered {}", status);
  if (status >= 300 && status < 400)
    co_return failed(ErrorCode::invalid, said + ": redirects are refused");
  if (status == 410) co_return failed(ErrorCode::invalid, said);
  co_return failed(ErrorCode::unavailable, said);
}

}  // namespace anban::notify
