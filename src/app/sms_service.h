// SPDX-License-Identifier: Apache-2.0
// The configured provider of SMS (notify/sms.h).
#pragma once

#include <memory>
#include <string_view>

#include "app/configuration.h"
#include "notify/sms.h"
#include "notify/sms_receipts.h"

namespace anban::app {

/// "aliyun" or "tencent"; null for another name.
const notify::SmsProvider* sms_provider(std::string_view name);
/// Endpoint and region where the operator named none.
void fill_in_defaults(SmsConfiguration& sms);

std::unique_ptr<notify::Sms> make_sms(const SmsConfiguration& sms, notify::Poster& poster,
                                      const Clock& clock, Entropy& entropy);
/// Null where no provider reports.
std::unique_ptr<notify::SmsReceipts> make_receipts(const Configuration& configuration,
                                                   notify::Outbox& outbox);

}  // namespace anban::app
