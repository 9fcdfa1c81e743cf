// SPDX-License-Identifier: Apache-2.0
// One report after the other.
#include "notify/sms_receipts.h"

namespace anban::notify {

Task<Result<std::string>> SmsReceipts::take(std::string provider, std::string secret,
                                            std::string body) {
  const std::string& own = secret_.reveal();
  const bool known =
      provider == provider_.name() && !own.empty() && equal_in_constant_time(secret, own);
  if (!known) co_return failed(ErrorCode::denied, "no such provider, or another secret");
  auto receipts = provider_.receipts_in(body);
  if (!receipts) co_return failed(receipts);
  Result<std::string> thanks = provider_.thanks();
  for (Receipt& each : *receipts) {
    auto settling = outbox_.settle(std::move(each));
    const Result<void> settled = co_await std::move(settling);
    if (!settled) thanks = failed(settled);
  }
  co_return thanks;
}

}  // namespace anban::notify
