// SPDX-License-Identifier: Apache-2.0
// Delivery reports of the configured SMS provider. Neither provider signs them, so the URL that the
// operator gives it holds a secret; who does not know it can report nothing.
#pragma once

#include "base/private.h"
#include "notify/outbox.h"
#include "notify/sms.h"
#include "ports/receipts.h"

namespace anban::notify {

class SmsReceipts final : public Receipts {
 public:
  /// An empty secret refuses every report.
  SmsReceipts(const SmsProvider& provider, Private<std::string> secret, Outbox& outbox)
      : provider_(provider), secret_(std::move(secret)), outbox_(outbox) {}
  /// All reports of the body are taken over, also behind one that cannot be.
  Task<Result<std::string>> take(std::string provider, std::string secret,
                                 std::string body) override;

 private:
  const SmsProvider& provider_;
  Private<std::string> secret_;
  Outbox& outbox_;
};

}  // namespace anban::notify
