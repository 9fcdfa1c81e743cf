// SPDX-License-Identifier: Apache-2.0
// Providers by name.
#include "app/sms_service.h"

#include "notify/aliyun.h"
#include "notify/tencent.h"

namespace anban::app {

const notify::SmsProvider* sms_provider(std::string_view name) {
  static const notify::Aliyun aliyun;
  static const notify::Tencent tencent;
  if (name == aliyun.name()) return &aliyun;
  return name == tencent.name() ? &tencent : nullptr;
}

void fill_in_defaults(SmsConfiguration& sms) {
  const bool tencent = sms.provider == "tencent";
  if (sms.endpoint.empty()) {
    sms.endpoint = tencent ? "https://sms.tencentcloudapi.com" : "https://dysmsapi.aliyuncs.com";
  }
  while (sms.endpoint.ends_with('/')) sms.endpoint.pop_back();
  if (sms.region.empty()) sms.region = tencent ? "ap-guangzhou" : "cn-hangzhou";
}

std::unique_ptr<notify::Sms> make_sms(const SmsConfiguration& sms, notify::Poster& poster,
                                      const Clock& clock, Entropy& entropy) {
  notify::SmsOptions options;
  options.account = {sms.endpoint,  sms.key_id, sms.secret,
                     sms.sign_name, sms.region, sms.application_id};
  options.templates = sms.templates;
  options.reports = sms.receipts ? notify::DeliveryReports::pushed : notify::DeliveryReports::none;
  options.private_addresses = sms.allow_private_addresses ? notify::PrivateAddresses::allowed
                                                          : notify::PrivateAddresses::refused;
  return std::make_unique<notify::Sms>(*sms_provider(sms.provider), poster, clock, entropy,
                                       std::move(options));
}

std::unique_ptr<notify::SmsReceipts> make_receipts(const Configuration& configuration,
                                                   notify::Outbox& outbox) {
  const auto& sms = configuration.sms;
  if (!sms || !sms->receipts) return nullptr;
  return std::make_unique<notify::SmsReceipts>(*sms_provider(sms->provider), sms->receipt_secret,
                                               outbox);
}

}  // namespace anban::app
