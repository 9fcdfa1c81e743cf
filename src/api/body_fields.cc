// SPDX-License-Identifier: Apache-2.0
// Fields and their faults.
#include "api/body_fields.h"

#include <algorithm>

#include "api/call.h"
#include "base/utf8.h"

namespace anban::api {
namespace {

bool looks_like_email(std::string_view text) {
  const std::size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    return false;
  }
  const auto is_plain = [](char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != ',';
  };
  return at + 1 < text.size() && std::all_of(text.begin(), text.end(), is_plain) &&
         text.back() != '.' && text[at + 1] != '.';
}

bool looks_like_phone(std::string_view text) {
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == ' ';
  });
  return plain && digits >= 5 && digits <= 15;
}

}  // namespace

std::string text_in(const nlohmann::json& body, const char* name, std::size_t most, Field field,
                    Faults& faults) {
  const auto found = body.find(name);
  if (found == body.end() && field == Field::optional) return {};
  if (found == body.end()) {
    faults.push_back({name, "is missing"});
    return {};
  }
  auto text = found->is_string() ? found->get<std::string>() : std::string();
  if (!text.empty() && count_code_points(text) <= most) return text;
  faults.push_back({name, "must be a string of 1 to " + std::to_string(most) + " characters"});
  return {};
}

void refuse_unknown(const nlohmann::json& body, std::initializer_list<std::string_view> known,
                    Faults& faults) {
  for (const auto& [name, value] : body.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      faults.push_back({name, "is not a known field"});
    }
  }
}

std::optional<std::string> address_fault(std::string_view channel, std::string_view address) {
  if (channel == "email" && !looks_like_email(address)) return "must be an e-mail address";
  if (channel == "sms" && !looks_like_phone(address)) {
    return "must be a telephone number of 5 to 15 digits";
  }
  if (channel == "webhook" && !address.starts_with("https://") && !address.starts_with("http://")) {
    return "must be an http or https URL";
  }
  return std::nullopt;
}

wire::Problem faulty(Faults faults) {
  wire::Problem out =
      problem(422, "Some fields are wrong", "Mend the fields named in errors and send again.");
  out.faults = std::move(faults);
  return out;
}

}  // namespace anban::api
