// SPDX-License-Identifier: Apache-2.0
// Runs of digits are gathered with their places, then checked from the most to the least specific.
#include "signals/identifiers.h"

#include <array>
#include <string>
#include <vector>

namespace anban::signals {
namespace {

constexpr std::size_t run_most = 40;  // digits; longer runs are no identifier
constexpr std::size_t findings_most = 64;

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }
bool is_letter(char32_t point) { return point >= U'a' && point <= U'z'; }

int number(std::u32string_view digits) {
  int value = 0;
  for (const char32_t each : digits) value = value * 10 + static_cast<int>(each - U'0');
  return value;
}

bool is_date(int year, int month, int day) {
  constexpr std::array<int, 12> days = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1900 || year > 2099 || month < 1 || month > 12) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (month == 2 && day == 29) return leap;
  return day >= 1 && day <= days[static_cast<std::size_t>(month - 1)];
}

/// Digits (and a closing x) with the units they stand in.
struct Run {
  std::u32string text;
  std::vector<std::uint32_t> places;
};

bool is_mobile(std::u32string_view digits) {
  return digits.size() == 11 && digits[0] == U'1' && digits[1] >= U'3';
}

bool is_bank_card(std::u32string_view digits) {
  if (digits.size() < 16 || digits.size() > 19) return false;
  // UnionPay 62, Visa 4, Mastercard 5, old domestic 9.
  const bool known =
      digits.starts_with(U"62") || digits[0] == U'4' || digits[0] == U'5' || digits[0] == U'9';
  return known && passes_luhn(digits);
}

class Finder {
 public:
  explicit Finder(std::span<const Unit> units) : units_(units) {}

  Findings find() {
    for (std::uint32_t i = 0; i < units_.size() && findings_.size() < findings_most;) {
      if (is_digit(units_[i].point)) {
        i = digits_from(i);
      } else {
        if (units_[i].point == U'@') email_around(i);
        ++i;
      }
    }
    return std::move(findings_);
  }

 private:
  char32_t point(std::uint32_t at) const { return at < units_.size() ? units_[at].point : 0; }

  /// The unit behind a run of digits, which single spaces and hyphens may group.
  std::uint32_t digits_from(std::uint32_t at) {
    Run run;
    const bool glued = before_letter(at);
    for (; at < units_.size(); ++at) {
      const char32_t here = units_[at].point;
      if (is_digit(here) || (here == U'x' && run.text.size() == 17)) {
        if (run.text.size() < run_most) {
          run.text += here;
          run.places.push_back(at);
        }
        continue;
      }
      const bool grouping = here == U'-' || here == U' ' || here == word_boundary;
      if (!grouping || !digit_follows(at)) break;
    }
    const bool glued_after = is_letter(point(at)) || run.text.size() == run_most;
    if (!glued && !glued_after) classify(run);
    return std::max(at, run.places.back() + 1);
  }
  bool before_letter(std::uint32_t at) const { return at > 0 && is_letter(point(at - 1)); }
  bool digit_follows(std::uint32_t at) const {
    for (std::uint32_t next = at + 1; next <= at + 3; ++next) {
      if (is_digit(point(next))) return true;
      if (point(next) != word_boundary && point(next) != U' ' && point(next) != U'-') return false;
    }
    return false;
  }

  void classify(const Run& run) {
    const std::u32string_view all = run.text;
    if (is_resident_id(all)) return add(run, 0, all.size(), "resident_id");
    if (is_bank_card(all)) return add(run, 0, all.size(), "bank_card");
    if (is_mobile(all)) return add(run, 0, all.size(), "mobile");
    const bool abroad = all.size() == 13 && all.starts_with(U"86");
    if (abroad && is_mobile(all.substr(2))) return add(run, 2, 11, "mobile");
    // Several identifiers side by side: those that are separated by a space.
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= all.size(); ++i) {
      if (i < all.size() && run.places[i] == run.places[i - 1] + 1) continue;
      const std::u32string_view part = all.substr(begin, i - begin);
      if (is_resident_id(part))
        add(run, begin, part.size(), "resident_id");
      else if (is_bank_card(part))
        add(run, begin, part.size(), "bank_card");
      else if (is_mobile(part))
        add(run, begin, part.size(), "mobile");
      begin = i;
    }
  }

  void add(const Run& run, std::size_t from, std::size_t length, const char* kind) {
    add({run.places[from], run.places[from + length - 1] + 1}, kind);
  }
  void add(Span span, const char* kind) {
    findings_.push_back({Category::pi, 0.99F, true, span, kind, "identifiers@1"});
  }

  static bool is_address_part(char32_t point) {
    return is_digit(point) || is_letter(point) || point == U'.' || point == U'_' || point == U'-' ||
           point == U'+' || point == U'%' || point == word_boundary;
  }
  void email_around(std::uint32_t at) {
    constexpr std::uint32_t part_most = 96;
    std::uint32_t begin = at;
    while (begin > 0 && at - begin < part_most && is_address_part(point(begin - 1))) --begin;
    std::uint32_t end = at + 1;
    std::uint32_t last_dot = 0;
    while (end - at < part_most && is_address_part(point(end))) {
      if (point(end) == U'.') last_dot = end;
      ++end;
    }
    while (begin < at && !is_letter(point(begin)) && !is_digit(point(begin))) ++begin;
    while (end > at && !is_letter(point(end - 1)) && !is_digit(point(end - 1))) --end;
    if (last_dot >= end) last_dot = previous_dot(at, end);
    // The domain has a dot and ends in two letters or more.
    std::uint32_t letters = 0;
    for (std::uint32_t i = last_dot + 1; last_dot != 0 && i < end; ++i) {
      if (is_letter(point(i))) ++letters;
      if (is_digit(point(i))) return;
    }
    if (begin < at && letters >= 2) add({begin, end}, "email");
  }
  std::uint32_t previous_dot(std::uint32_t at, std::uint32_t end) const {
    for (std::uint32_t i = end; i-- > at + 1;) {
      if (point(i) == U'.') return i;
    }
    return 0;
  }

  std::span<const Unit> units_;
  Findings findings_;
};

}  // namespace

bool is_resident_id(std::u32string_view text) {
  if (text.size() != 18 || text[0] < U'1' || text[0] > U'8') return false;
  constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::u32string_view checks = U"10x98765432";
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    if (!is_digit(text[i])) return false;
    sum += static_cast<int>(text[i] - U'0') * weights[i];
  }
  return text[17] == checks[static_cast<std::size_t>(sum % 11)] &&
         is_date(number(text.substr(6, 4)), number(text.substr(10, 2)), number(text.substr(12, 2)));
}

bool passes_luhn(std::u32string_view digits) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char32_t each = digits[digits.size() - 1 - i];
    if (!is_digit(each)) return false;
    std::uint32_t value = each - U'0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0 && !digits.empty();
}

Findings identifiers_in(std::span<const Unit> units) { return Finder(units).find(); }

}  // namespace anban::signals
