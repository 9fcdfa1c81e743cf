// SPDX-License-Identifier: Apache-2.0
// SMS over a provider's signed HTTP call. Only templates that the provider approved are sent: the
// operator names one for each event and language, with the parameters that it takes, so that no
// text of a conversation can leave. The two shapes are notify/aliyun.h and notify/tencent.h.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "notify/post.h"
#include "ports/clock.h"
#include "ports/entropy.h"
#include "ports/notifier.h"
#include "ports/receipts.h"

namespace anban::notify {

struct SmsTemplate {
  std::string id;                       // "SMS_154950909", "1110"
  std::vector<std::string> parameters;  // their names, in the template's order
  friend bool operator==(const SmsTemplate&, const SmsTemplate&) = default;
};

/// "SMS_154950909 code": the id, then the names of its parameters. Errors: invalid.
Result<SmsTemplate> sms_template(std::string_view text);

/// With whom and as whom is sent.
struct SmsAccount {
  std::string endpoint;  // "https://dysmsapi.aliyuncs.com"
  std::string key_id;
  Private<std::string> secret;
  std::string sign_name;
  std::string region;          // Tencent: "ap-guangzhou"
  std::string application_id;  // Tencent: SmsSdkAppId
};

/// One text on its way: everything that the provider gets.
struct SmsMessage {
  std::string id;      // the notification's; comes back in what the provider reports
  std::string number;  // E.164, "+8613800138000"
  SmsTemplate filled;
  std::vector<std::pair<std::string, std::string>> values;  // of filled.parameters, in their order
};

/// What is asked of either provider. Pure.
class SmsProvider {
 public:
  virtual ~SmsProvider() = default;
  virtual std::string_view name() const = 0;  // "aliyun"
  /// `nonce`: 32 random hexadecimal digits.
  virtual Post post(const SmsMessage& message, const SmsAccount& account, Instant now,
                    std::string_view nonce) const = 0;
  /// Success only where the body says so, whatever the status is: the reference under which the
  /// provider reports later. Errors: invalid (it will never send this), unavailable (later, or once
  /// the operator mended it; also for what is no answer of the provider).
  virtual Result<std::string> reference_in(const PostAnswer& answer,
                                           const SmsMessage& message) const = 0;
  /// What it pushed. Errors: invalid (no reports).
  virtual Result<std::vector<Receipt>> receipts_in(std::string_view body) const = 0;
  /// What it wants to hear then.
  virtual std::string thanks() const = 0;
};

/// "13800138000", "+86 138-0013-8000" as "+8613800138000"; a number without a country is Chinese.
/// Errors: invalid, without the number.
Result<std::string> phone_number(std::string_view text);

/// "https://host:8443/x" as "host:8443".
std::string host_of(std::string_view url);

enum class DeliveryReports { none, pushed };

struct SmsOptions {
  SmsAccount account;
  /// By locale, then event. A locale without one is served in its language, else in any.
  std::map<std::string, std::map<std::string, SmsTemplate>> templates;
  DeliveryReports reports = DeliveryReports::none;
  PrivateAddresses private_addresses = PrivateAddresses::refused;
};

class Sms final : public Notifier {
 public:
  Sms(const SmsProvider& provider, Poster& poster, const Clock& clock, Entropy& entropy,
      SmsOptions options)
      : provider_(provider),
        poster_(poster),
        clock_(clock),
        entropy_(entropy),
        options_(std::move(options)) {}
  /// Errors: not_found (no template for this event), invalid (the number, or what the provider
  /// refuses for good), unavailable, timed_out, denied.
  Task<Result<Sent>> send(Notification notification) override;

 private:
  Result<SmsMessage> message_of(const Notification& notification) const;

  const SmsProvider& provider_;
  Poster& poster_;
  const Clock& clock_;
  Entropy& entropy_;
  SmsOptions options_;
};

}  // namespace anban::notify
