// SPDX-License-Identifier: Apache-2.0
// From a notification to the provider's call.
#include "notify/sms.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"

namespace anban::notify {
namespace {

constexpr std::size_t parameter_bytes_most = 64;  // providers take 35 characters and less

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool is_plain(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::string_view language_of(std::string_view locale) { return locale.substr(0, locale.find('-')); }

}  // namespace

Result<SmsTemplate> sms_template(std::string_view text) {
  std::vector<std::string> words = words_of(text);
  if (words.empty() || !std::all_of(words.begin(), words.end(), is_plain)) {
    return failed(ErrorCode::invalid,
                  "a template is its id and the names of its parameters, like SMS_123 code");
  }
  SmsTemplate out;
  out.id = std::move(words.front());
  out.parameters.assign(words.begin() + 1, words.end());
  return out;
}

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::string_view rest = scheme == std::string_view::npos ? url : url.substr(scheme + 3);
  return std::string(rest.substr(0, rest.find_first_of("/?#")));
}

Result<std::string> phone_number(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != ' ' && c != '-' && !(c == '+' && digits.empty())) {
      return failed(ErrorCode::invalid, "the number has other characters than digits");
    }
  }
  if (text.starts_with('+')) {
    if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0') {
      return failed(ErrorCode::invalid, "the number is not of the form +8613800138000");
    }
    return "+" + digits;
  }
  if (digits.size() != 11 || digits.front() != '1') {
    return failed(ErrorCode::invalid, "the number is not of the form 13800138000");
  }
  return "+86" + digits;
}

Result<SmsMessage> Sms::message_of(const Notification& notification) const {
  auto number = phone_number(notification.address.reveal());
  if (!number) return failed(number);
  const SmsTemplate* chosen = nullptr;
  for (const auto& [locale, by_event] : options_.templates) {
    const auto known = by_event.find(notification.event);
    if (known == by_event.end()) continue;
    const bool exact = locale == notification.locale;
    const bool near = language_of(locale) == language_of(notification.locale);
    if (chosen == nullptr || near) chosen = &known->second;  // another language before silence
    if (exact) break;
  }
  if (chosen == nullptr) {
    return failed(ErrorCode::not_found, "no SMS template is configured for " + notification.event);
  }
  SmsMessage message{notification.id.text, std::move(*number), *chosen, {}};
  for (const std::string& name : chosen->parameters) {
    const auto known = std::find_if(notification.parameters.begin(), notification.parameters.end(),
                                    [&](const auto& each) { return each.first == name; });
    if (known == notification.parameters.end() || known->second.size() > parameter_bytes_most) {
      return failed(ErrorCode::not_found,
                    "the SMS template asks for " + name + ", which this message does not have");
    }
    message.values.push_back(*known);
  }
  return message;
}

Task<Result<Sent>> Sms::send(Notification notification) {
  const auto message = message_of(notification);
  if (!message) co_return failed(message);
  std::array<unsigned char, 16> random{};
  entropy_.fill(random);
  const BytesView bytes(reinterpret_cast<const char*>(random.data()), random.size());
  Post post = provider_.post(*message, options_.account, clock_.now(), to_hex(bytes));
  post.private_addresses = options_.private_addresses;
  const Result<PostAnswer> answer = co_await poster_.post(std::move(post));
  if (!answer) co_return failed(answer);
  const Result<std::string> reference = provider_.reference_in(*answer, *message);
  if (!reference) co_return failed(reference);
  Sent sent;
  if (options_.reports == DeliveryReports::pushed) {
    sent.reference = std::string(provider_.name()) + ":" + *reference;
  }
  co_return sent;
}

}  // namespace anban::notify
