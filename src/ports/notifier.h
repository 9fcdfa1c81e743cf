// SPDX-License-Identifier: Apache-2.0
// A channel to people outside the conversation: e-mail, webhook, SMS. The durable outbox
// (notify/outbox.h) owns retries and states; a Notifier makes one attempt.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/private.h"
#include "base/result.h"
#include "base/task.h"
#include "ports/vault.h"

namespace anban {

struct Notification {
  NotificationId id;    // also the deduplication key of receivers (webhook-id)
  std::string channel;  // "email", "webhook", "sms"
  std::string event;    // "crisis.contact", "contact.confirm", …
  Private<std::string> address;
  std::string subject;  // fixed words of the pack
  std::string body;     // fixed words of the pack; never text of a conversation
  std::string locale;
  /// What templates of a provider are filled with ({"code", "7F2K…"}, {"case", "cas_…"}); never
  /// text of a conversation.
  std::vector<std::pair<std::string, std::string>> parameters = {};
  /// The receiver's other channel and address, for where this one does not reach them.
  std::string other_channel = {};
  Private<std::string> other_address = {};
};

/// What a receiver took over. `reference`: the provider reports under this name later whether it
/// arrived, and until then it only was accepted; empty: taking it over was the delivery.
struct Sent {
  std::string reference = {};
};

/// The stored form, sealed (purpose "outbox") under the installation's outbox key: rows of the
/// outbox must open again after a restart, when nobody has asked for the person.
Bytes seal_notification(const Notification& notification, const DataKey& outbox_key, Vault& vault);
/// Errors: denied (another key), corrupt.
Result<Notification> open_notification(BytesView sealed, const DataKey& outbox_key, Vault& vault);

class Notifier {
 public:
  virtual ~Notifier() = default;
  /// One attempt. Success means the receiver took it over (2xx, SMTP 250). Errors: unavailable and
  /// timed_out may be tried again; invalid and denied will fail again.
  virtual Task<Result<Sent>> send(Notification notification) = 0;
};

}  // namespace anban
