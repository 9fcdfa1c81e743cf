// SPDX-License-Identifier: Apache-2.0
// Tencent Cloud's SMS: SendSms of 2021-01-11, signed TC3-HMAC-SHA256
// (cloud.tencent.com/document/api/382/52072), and its pushed reports (document/api/382/59178).
#pragma once

#include "notify/sms.h"

namespace anban::notify {

/// Of one call, with what is signed of it.
struct Tc3Call {
  std::string host;     // "sms.tencentcloudapi.com"
  std::string service;  // "sms"
  std::string action;   // "SendSms"
  std::string body;
  std::int64_t timestamp = 0;  // whole seconds since 1970
};
/// The text whose hash is signed. Pure.
std::string tc3_canonical(const Tc3Call& call);
/// The value of Authorization. Pure.
std::string tc3_authorization(const Tc3Call& call, std::string_view key_id,
                              std::string_view secret);

class Tencent final : public SmsProvider {
 public:
  std::string_view name() const override { return "tencent"; }
  Post post(const SmsMessage& message, const SmsAccount& account, Instant now,
            std::string_view nonce) const override;
  Result<std::string> reference_in(const PostAnswer& answer,
                                   const SmsMessage& message) const override;
  Result<std::vector<Receipt>> receipts_in(std::string_view body) const override;
  std::string thanks() const override { return R"({"result":0,"errmsg":"OK"})"; }
};

}  // namespace anban::notify
