// SPDX-License-Identifier: Apache-2.0
// The call's parameters stand in the query, as the API's description places them.
#include "notify/aliyun.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/digest.h"
#include "base/json_writer.h"

namespace anban::notify {
namespace {

using Json = nlohmann::json;

constexpr std::size_t receipts_most = 1000;  // a push holds some hundred at most

/// RFC 3986: all but unreserved characters.
std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string query_of(const SmsMessage& message, const SmsAccount& account) {
  std::string values;
  JsonWriter json(values);
  json.begin_object();
  for (const auto& [name, value] : message.values) json.field(name, value);
  json.end_object();
  // Within China the number stands without its country.
  const bool home = message.number.starts_with("+86");
  const std::map<std::string, std::string> parameters = {
      {"OutId", message.id},
      {"PhoneNumbers", message.number.substr(home ? 3 : 1)},
      {"SignName", account.sign_name},
      {"TemplateCode", message.filled.id},
      {"TemplateParam", values}};
  std::string query;
  for (const auto& [name, value] : parameters) {
    query += (query.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  }
  return query;
}

/// Codes that no later attempt changes
/// (help.aliyun.com/zh/sms/developer-reference/api-error-codes).
bool is_final(std::string_view code) {
  static const std::set<std::string_view> final_codes = {"isv.MOBILE_NUMBER_ILLEGAL",
                                                         "isv.MOBILE_COUNT_OVER_LIMIT",
                                                         "isv.TEMPLATE_MISSING_PARAMETERS",
                                                         "isv.TEMPLATE_PARAMS_ILLEGAL",
                                                         "isv.INVALID_PARAMETERS",
                                                         "isv.INVALID_JSON_PARAM",
                                                         "isv.PARAM_LENGTH_LIMIT",
                                                         "isv.PARAM_NOT_SUPPORT_URL",
                                                         "isv.BLACK_KEY_CONTROL_LIMIT",
                                                         "isv.SMS_TEMPLATE_ILLEGAL",
                                                         "isv.SMS_SIGNATURE_ILLEGAL",
                                                         "isv.SMS_SIGN_ILLEGAL",
                                                         "isv.PRODUCT_UNSUPPORT",
                                                         "isv.DENY_IP_RANGE",
                                                         "isv.BLACK_LIST",
                                                         "isv.SMS_CONTENT_ILLEGAL"};
  return final_codes.contains(code);
}

std::string text_of(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string acs_authorization(const AcsCall& call, std::string_view key_id,
                              std::string_view secret) {
  std::string lines;
  std::string names;
  std::string body_hash;
  for (const auto& [name, value] : call.headers) {
    lines += name + ":" + value + "\n";
    names += (names.empty() ? "" : ";") + name;
    if (name == "x-acs-content-sha256") body_hash = value;
  }
  const std::string canonical =
      fmt::format("POST\n/\n{}\n{}\n{}\n{}", call.query, lines, names, body_hash);
  const std::string to_sign = "ACS3-HMAC-SHA256\n" + to_hex(sha256(canonical).view());
  return fmt::format("ACS3-HMAC-SHA256 Credential={},SignedHeaders={},Signature={}", key_id, names,
                     to_hex(hmac_sha256(secret, to_sign).view()));
}

Post Aliyun::post(const SmsMessage& message, const SmsAccount& account, Instant now,
                  std::string_view nonce) const {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  AcsCall call;
  call.query = query_of(message, account);
  call.headers = {{"host", host_of(account.endpoint)},
                  {"x-acs-action", "SendSms"},
                  {"x-acs-content-sha256", to_hex(sha256("").view())},
                  {"x-acs-date", to_text(Instant(seconds)).substr(0, 19) + "Z"},
                  {"x-acs-signature-nonce", std::string(nonce)},
                  {"x-acs-version", "2017-05-25"}};
  Post post;
  post.url = account.endpoint + "/?" + call.query;
  post.headers.emplace_back("Authorization",
                            acs_authorization(call, account.key_id, account.secret.reveal()));
  // Host is the connection's own.
  post.headers.insert(post.headers.end(), call.headers.begin() + 1, call.headers.end());
  post.headers.emplace_back("Accept", "application/json");
  return post;
}

Result<std::string> Aliyun::reference_in(const PostAnswer& answer,
                                         const SmsMessage& message) const {
  const Json body = Json::parse(answer.body, nullptr, false);
  const std::string code = body.is_object() ? text_of(body, "Code") : std::string();
  if (code.empty()) {
    return failed(ErrorCode::unavailable,
                  fmt::format("the SMS provider answered {} without a code", answer.status));
  }
  if (code == "OK" && answer.status == 200) return message.id;  // comes back as out_id
  const std::string said = "the SMS provider said " + code.substr(0, 64);
  return failed(is_final(code) ? ErrorCode::invalid : ErrorCode::unavailable, said);
}

Result<std::vector<Receipt>> Aliyun::receipts_in(std::string_view body) const {
  const Json list = Json::parse(body, nullptr, false);
  if (!list.is_array() || list.empty() || list.size() > receipts_most) {
    return failed(ErrorCode::invalid, "the body is no list of reports");
  }
  std::vector<Receipt> out;
  for (const Json& each : list) {
    const auto success = each.is_object() ? each.find("success") : each.end();
    const std::string id = each.is_object() ? text_of(each, "out_id") : std::string();
    if (id.empty() || success == each.end() || !success->is_boolean()) {
      return failed(ErrorCode::invalid, "a report has no out_id or no success");
    }
    out.push_back({"aliyun:" + id, success->get<bool>(), text_of(each, "err_code").substr(0, 64)});
  }
  return out;
}

}  // namespace anban::notify
