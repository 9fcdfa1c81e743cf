// SPDX-License-Identifier: Apache-2.0
// Names of methods, and what a resident id says.
#include "people/identity.h"

#include <algorithm>
#include <array>
#include <string>

namespace anban {
namespace {

constexpr std::array<const char*, 4> names{"phone_code", "resident_id", "national_identity",
                                           "app_asserted"};

/// The first two digits (GB/T 2260, with those of Hong Kong, Macao and Taiwan).
bool is_province(std::string_view two) {
  constexpr std::string_view provinces =
      "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 "
      "65 71 81 82 83 ";
  const std::size_t at = provinces.find(std::string(two) + " ");
  return at != std::string_view::npos && at % 3 == 0;
}

/// ISO 7064 MOD 11-2 over the first 17 digits.
char check_character(std::string_view number) {
  static constexpr std::array<int, 17> weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (number[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

}  // namespace

const char* name_of(IdentityMethod method) { return names[static_cast<std::size_t>(method)]; }

std::optional<IdentityMethod> identity_method(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (name == names[i]) return static_cast<IdentityMethod>(i);
  }
  return std::nullopt;
}

std::optional<LocalDate> birth_date_of_resident_id(std::string_view number) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (number.size() != 18 || !std::all_of(number.begin(), number.end() - 1, is_digit)) {
    return std::nullopt;
  }
  const char last = number[17] == 'x' ? 'X' : number[17];
  if (!is_province(number.substr(0, 2)) || last != check_character(number)) return std::nullopt;
  std::string date(number.substr(6, 4));
  date.append("-").append(number.substr(10, 2)).append("-").append(number.substr(12, 2));
  const auto parsed = parse_date(date);
  if (!parsed || parsed->year < 1900) return std::nullopt;
  return *parsed;
}

}  // namespace anban
