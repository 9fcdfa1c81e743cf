// SPDX-License-Identifier: Apache-2.0
// The call is a JSON body; parameters of a template are a list in its order.
#include "notify/tencent.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/json_writer.h"

namespace anban::notify {
namespace {

using Json = nlohmann::json;

constexpr std::size_t receipts_most = 1000;
constexpr std::string_view content_type = "application/json; charset=utf-8";
constexpr std::string_view signed_names = "content-type;host;x-tc-action";

std::string date_of(std::int64_t timestamp) {
  return to_text(Instant(std::chrono::seconds(timestamp))).substr(0, 10);
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  return out;
}

std::string body_of(const SmsMessage& message, const SmsAccount& account) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("PhoneNumberSet").begin_array().string(message.number).end_array();
  json.field("SmsSdkAppId", account.application_id).field("SignName", account.sign_name);
  json.field("TemplateId", message.filled.id).field("SessionContext", message.id);
  json.key("TemplateParamSet").begin_array();
  for (const auto& [name, value] : message.values) json.string(value);
  json.end_array().end_object();
  return body;
}

/// Codes that no later attempt changes (cloud.tencent.com/document/api/382/52068).
bool is_final(std::string_view code) {
  static constexpr std::array<std::string_view, 12> beginnings = {
      "InvalidParameter",
      "MissingParameter",
      "UnsupportedOperation",
      "FailedOperation.ContainSensitiveWord",
      "FailedOperation.ForbidAddMarketingTemplates",
      "FailedOperation.MissingSignatureList",
      "FailedOperation.MissingTemplateList",
      "FailedOperation.PhoneNumberInBlacklist",
      "FailedOperation.PhoneNumberParseFail",
      "FailedOperation.SignatureIncorrectOrUnapproved",
      "FailedOperation.TemplateIncorrectOrUnapproved",
      "FailedOperation.TemplateParamSetNotMatchApprovedTemplate"};
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return code.starts_with(beginning); });
}

const Json& part(const Json& object, const char* name) {
  static const Json none;
  if (!object.is_object()) return none;
  const auto found = object.find(name);
  return found == object.end() ? none : *found;
}

std::string text_of(const Json& object, const char* name) {
  const Json& found = part(object, name);
  return found.is_string() ? found.get<std::string>() : std::string();
}

}  // namespace

std::string tc3_canonical(const Tc3Call& call) {
  return fmt::format("POST\n/\n\ncontent-type:{}\nhost:{}\nx-tc-action:{}\n\n{}\n{}", content_type,
                     call.host, lower_case(call.action), signed_names,
                     to_hex(sha256(call.body).view()));
}

std::string tc3_authorization(const Tc3Call& call, std::string_view key_id,
                              std::string_view secret) {
  const std::string date = date_of(call.timestamp);
  const std::string scope = fmt::format("{}/{}/tc3_request", date, call.service);
  const std::string to_sign = fmt::format("TC3-HMAC-SHA256\n{}\n{}\n{}", call.timestamp, scope,
                                          to_hex(sha256(tc3_canonical(call)).view()));
  const Digest of_date = hmac_sha256("TC3" + std::string(secret), date);
  const Digest of_service = hmac_sha256(of_date.view(), call.service);
  const Digest key = hmac_sha256(of_service.view(), "tc3_request");
  return fmt::format("TC3-HMAC-SHA256 Credential={}/{}, SignedHeaders={}, Signature={}", key_id,
                     scope, signed_names, to_hex(hmac_sha256(key.view(), to_sign).view()));
}

Post Tencent::post(const SmsMessage& message, const SmsAccount& account, Instant now,
                   std::string_view) const {
  Tc3Call call;
  call.host = host_of(account.endpoint);
  call.service = "sms";
  call.action = "SendSms";
  call.body = body_of(message, account);
  call.timestamp = now.time_since_epoch().count() / 1000;
  Post post;
  post.url = account.endpoint + "/";
  post.headers = {
      {"Authorization", tc3_authorization(call, account.key_id, account.secret.reveal())},
      {"Content-Type", std::string(content_type)},
      {"X-TC-Action", call.action},
      {"X-TC-Timestamp", std::to_string(call.timestamp)},
      {"X-TC-Version", "2021-01-11"},
      {"X-TC-Region", account.region}};
  post.body = std::move(call.body);
  return post;
}

Result<std::string> Tencent::reference_in(const PostAnswer& answer, const SmsMessage&) const {
  const Json body = Json::parse(answer.body, nullptr, false);
  const Json& response = part(body, "Response");
  const Json& statuses = part(response, "SendStatusSet");
  std::string code = text_of(part(response, "Error"), "Code");
  std::string serial;
  if (code.empty() && statuses.is_array() && statuses.size() == 1) {
    code = text_of(statuses[0], "Code");
    serial = text_of(statuses[0], "SerialNo");
  }
  if (code.empty()) {
    return failed(ErrorCode::unavailable,
                  fmt::format("the SMS provider answered {} without a code", answer.status));
  }
  if (code == "Ok" && answer.status == 200 && !serial.empty()) return serial;
  const std::string said = "the SMS provider said " + code.substr(0, 64);
  return failed(is_final(code) ? ErrorCode::invalid : ErrorCode::unavailable, said);
}

Result<std::vector<Receipt>> Tencent::receipts_in(std::string_view body) const {
  const Json list = Json::parse(body, nullptr, false);
  if (!list.is_array() || list.empty() || list.size() > receipts_most) {
    return failed(ErrorCode::invalid, "the body is no list of reports");
  }
  std::vector<Receipt> out;
  for (const Json& each : list) {
    const std::string serial = text_of(each, "sid");
    const std::string status = text_of(each, "report_status");
    if (serial.empty() || (status != "SUCCESS" && status != "FAIL")) {
      return failed(ErrorCode::invalid, "a report has no sid or no report_status");
    }
    out.push_back(
        {"tencent:" + serial, status == "SUCCESS", text_of(each, "errmsg").substr(0, 64)});
  }
  return out;
}

}  // namespace anban::notify
