// SPDX-License-Identifier: Apache-2.0
// Webhooks after Standard Webhooks 1.0: a thin JSON body of fixed words, signed, with the
// notification's id as the receiver's key against duplicates. Never text of a conversation.
#pragma once

#include <string>
#include <string_view>

#include "notify/post.h"
#include "ports/clock.h"
#include "ports/notifier.h"

namespace anban::notify {

/// The bytes of a secret "whsec_" + base64 of 24 to 64 bytes. Errors: invalid.
Result<Bytes> webhook_secret(std::string_view text);
/// "v1,<base64 of HMAC-SHA-256 over id.timestamp.body>"; `timestamp` in whole seconds since 1970.
std::string webhook_signature(BytesView secret, std::string_view id, std::int64_t timestamp,
                              std::string_view body);
/// {"type", "timestamp", "data": {"id", "subject", "body", "locale"}}.
std::string webhook_body(const Notification& notification, Instant now);
/// Whether `url` may be a receiver: http or https with a host and no user information, https only
/// unless private addresses are allowed, and no literal private address unless they are. Errors:
/// invalid, and the detail names the reason, not the URL.
Result<void> check_webhook_url(std::string_view url, PrivateAddresses private_addresses);

struct WebhookOptions {
  Bytes secret;  // of webhook_secret()
  PrivateAddresses private_addresses = PrivateAddresses::refused;
};

class Webhook final : public Notifier {
 public:
  Webhook(Poster& poster, const Clock& clock, WebhookOptions options)
      : poster_(poster), clock_(clock), options_(std::move(options)) {}
  /// 2xx: taken over. A redirect or 410 Gone: invalid, since trying again changes nothing. Any
  /// other status: unavailable.
  Task<Result<Sent>> send(Notification notification) override;

 private:
  Poster& poster_;
  const Clock& clock_;
  WebhookOptions options_;
};

}  // namespace anban::notify
