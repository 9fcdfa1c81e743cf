// SPDX-License-Identifier: Apache-2.0
// Aliyun's SMS: SendSms of 2017-05-25 as an RPC call of version 3, signed ACS3-HMAC-SHA256
// (help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature), and its pushed
// reports (SmsReport).
#pragma once

#include "notify/sms.h"

namespace anban::notify {

/// Of one call; `headers` are those to be signed, with their values, `query` is encoded and sorted.
struct AcsCall {
  std::string query;
  std::vector<std::pair<std::string, std::string>> headers;  // lower case, sorted by name
};
/// The value of Authorization. Pure.
std::string acs_authorization(const AcsCall& call, std::string_view key_id,
                              std::string_view secret);

class Aliyun final : public SmsProvider {
 public:
  std::string_view name() const override { return "aliyun"; }
  Post post(const SmsMessage& message, const SmsAccount& account, Instant now,
            std::string_view nonce) const override;
  Result<std::string> reference_in(const PostAnswer& answer,
                                   const SmsMessage& message) const override;
  Result<std::vector<Receipt>> receipts_in(std::string_view body) const override;
  std::string thanks() const override { return R"({"code":0,"msg":"OK"})"; }
};

}  // namespace anban::notify
