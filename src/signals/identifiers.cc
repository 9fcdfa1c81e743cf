// SPDX-License-Identifier: Apache-2.0
// Runs of digits are gathered with their places, then checked from the most to the least specific;
// what stands before and behind a run says whether it counts something else.
#include "signals/identifiers.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "signals/named_identifiers.h"

namespace anban::signals {
namespace {

constexpr std::size_t run_most = 40;    // digits; longer runs are no identifier
constexpr std::size_t cue_before = 14;  // characters before a run that tell what it is

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

/// The first two digits of a resident ID (GB/T 2260, with those of Hong Kong, Macao and Taiwan).
bool is_province(std::u32string_view digits) {
  constexpr std::u32string_view provinces =
      U"11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 "
      U"65 71 81 82 83 ";
  const std::size_t at = provinces.find(std::u32string(digits.substr(0, 2)) + U" ");
  return at != provinces.npos && at % 3 == 0;
}

/// Resident IDs of before 1999: no check digit.
bool is_old_resident_id(std::u32string_view digits) {
  return digits.size() == 15 && digits.find(U'x') == digits.npos && is_province(digits) &&
         is_date(1900 + number(digits.substr(6, 2)), number(digits.substr(8, 2)),
                 number(digits.substr(10, 2)));
}

bool is_mobile(std::u32string_view digits) {
  return digits.size() == 11 && digits[0] == U'1' && digits[1] >= U'3';
}

bool is_bank_card(std::u32string_view digits) {
  if (digits.size() < 15 || digits.size() > 19 || !passes_luhn(digits)) return false;
  const int first = number(digits.substr(0, 2));
  const int four = number(digits.substr(0, 4));
  // UnionPay; American Express; Visa, Mastercard, JCB; old domestic numbers.
  if (first == 62) return digits.size() >= 16;
  if (digits.size() == 15) return first == 34 || first == 37;
  if (digits.size() == 16) {
    return digits[0] == U'4' || (first >= 51 && first <= 55) || first == 35 ||
           (four >= 2221 && four <= 2720) || digits[0] == U'9';
  }
  return digits[0] == U'9' || digits[0] == U'4' || digits[0] == U'6';
}

/// Digits (and a closing x) with their places in the text.
struct Run {
  std::u32string text;
  std::vector<std::size_t> places;
  bool dots = false;
  std::size_t part_begin(std::size_t from) const {
    while (from > 0 && places[from] == places[from - 1] + 1) --from;
    return from;
  }
};

/// The digit that a character is, also in Chinese, or 0.
char32_t digit_of(char32_t point) {
  if (point >= U'0' && point <= U'9') return point;
  switch (point) {  // asked of every character
    case U'零': return U'0';
    case U'一':
    case U'幺': return U'1';
    case U'二': return U'2';
    case U'三': return U'3';
    case U'四': return U'4';
    case U'五': return U'5';
    case U'六': return U'6';
    case U'七': return U'7';
    case U'八': return U'8';
    case U'九': return U'9';
    default: return 0;
  }
}

/// What numbers a house.
bool is_house_word(char32_t point) {
  return point == U'号' || point == U'弄' || point == U'栋' || point == U'幢' || point == U'室';
}

/// False where there is no Latin letter or digit, no @, no house number and no long number: such a
/// text, nearly every one, holds no identifier.
bool may_hold_any(std::span<const Unit> units) {
  constexpr int shortest = 11;  // of those in Chinese digits
  int digits = 0;
  for (const Unit& unit : units) {
    const char32_t point = unit.point;
    const bool is_mark = is_latin(point) || is_number(point) || point == U'@';
    if (is_mark || is_house_word(point)) return true;
    if (digit_of(point) != 0 && ++digits >= shortest) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const PlainText& text, std::size_t most) : text_(text), most_(most) {}

  Findings find() {
    for (std::size_t at = 0; at < text_.size() && findings_.size() < most_;) {
      at = digit_at(at) != 0 ? digits_from(at) : at + 1;
    }
    return std::move(findings_);
  }

 private:
  char32_t digit_at(std::size_t at) const { return digit_of(text_.at(at)); }

  /// Behind a run of digits, which single marks may group.
  std::size_t digits_from(std::size_t at) {
    Run run;
    const bool glued = is_latin(text_.at(at - 1)) && !follows(at, U"tel phone mobile sfz ");
    for (; at < text_.size(); ++at) {
      const char32_t here = text_.at(at);
      const bool closes = here == U'x' && run.text.size() == 17;
      if (const char32_t digit = digit_at(at); digit != 0 || closes) {
        if (run.text.size() < run_most) {
          run.text += closes ? here : digit;
          run.places.push_back(at);
        }
        continue;
      }
      const bool grouping =
          here == U'-' || here == U' ' || here == U'.' || here == U'·' || here == U'—';
      if (!grouping || !digit_follows(at)) break;
      run.dots = run.dots || here == U'.';
    }
    const bool glued_after = is_latin(text_.at(at)) || run.text.size() == run_most;
    if (!glued && !glued_after) classify(run, at);
    return std::max(at, run.places.back() + 1);
  }
  bool digit_follows(std::size_t at) const {
    for (std::size_t next = at + 1; next <= at + 2; ++next) {
      if (digit_at(next) != 0) return true;
      if (text_.at(next) != U' ' && text_.at(next) != U'-') return false;
    }
    return false;
  }

  void classify(const Run& run, std::size_t behind) {
    const std::u32string_view all = run.text;
    if (add_if_any(run, 0, all.size(), behind)) return;
    const bool abroad = all.starts_with(U"86") && is_mobile(all.substr(2));
    const bool far_abroad = all.starts_with(U"0086") && is_mobile(all.substr(4));
    if (abroad && add_if_any(run, 2, 11, behind)) return;
    if (far_abroad && add_if_any(run, 4, 11, behind)) return;
    // Several identifiers side by side: those between gaps, then those in one spelling.
    std::size_t begin = 0;
    for (std::size_t i = 1; i <= all.size(); ++i) {
      const bool splits = i == all.size() || run.places[i] != run.places[i - 1] + 1 ||
                          is_ascii(run.places[i]) != is_ascii(run.places[i - 1]);
      if (!splits) continue;
      add_if_any(run, begin, i - begin, i == all.size() ? behind : run.places[i]);
      begin = i;
    }
  }
  bool is_ascii(std::size_t at) const { return text_.at(at) < 0x80; }

  bool add_if_any(const Run& run, std::size_t from, std::size_t length, std::size_t behind) {
    const std::u32string_view part = std::u32string_view(run.text).substr(from, length);
    const std::size_t begin = run.places[from];
    if (run.dots && !(is_mobile(part) && grouped_by(run, from, {3, 4, 4}))) return false;
    const char* kind = kind_of_run(run, part, from, begin, behind);
    if (kind == nullptr) return false;
    findings_.push_back(text_.finding(begin, run.places[from + length - 1] + 1, kind));
    return true;
  }

  const char* kind_of_run(const Run& run, std::u32string_view part, std::size_t from,
                          std::size_t begin, std::size_t behind) const {
    if (is_resident_id(part)) return "resident_id";
    if (is_old_resident_id(part) && near(begin, U"身份证 证件 身份号 idcard idnumber ")) {
      return "resident_id";
    }
    if (part.size() < 11 || counts_otherwise(begin, behind)) return nullptr;
    if (is_bank_card(part)) {
      const bool told =
          near(begin, U"卡 银行 账号 账户 帐号 card 转账 打钱 工行 建行 农行 中行 招行 account ");
      const bool grouped = grouped_by(run, from, {4, 4, 4, 4});
      const bool alone = begin == 0 && behind >= text_.size();
      if (told || grouped || alone || part.starts_with(U"62")) return "bank_card";
    }
    return is_mobile(part) && !near(begin, U"qq 扣扣 企鹅 ") ? "mobile" : nullptr;
  }

  /// Whether the digits from `from` on stand in groups of those sizes.
  static bool grouped_by(const Run& run, std::size_t from, std::vector<std::size_t> sizes) {
    std::size_t at = from;
    for (const std::size_t size : sizes) {
      if (at + size > run.text.size()) return false;
      for (std::size_t i = at + 1; i < at + size; ++i) {
        if (run.places[i] != run.places[i - 1] + 1) return false;
      }
      at += size;
      if (at < run.text.size() && run.places[at] == run.places[at - 1] + 1) return false;
    }
    return true;
  }

  /// A number of something else: an order, an amount, a time.
  bool counts_otherwise(std::size_t begin, std::size_t behind) const {
    constexpr std::u32string_view units = U"元块万亿个人次秒毫字年月天米吨%℃美";
    if (units.find(text_.at(behind)) != units.npos) return true;
    return near(begin,
                U"订单 单号 流水 快递 运单 物流 货号 编号 批号 时间戳 timestamp orderid "
                U"orderno 交易号 序列号 条码 快照 版本 余额 金额 ");
  }

  /// Whether one of the words (each with a space behind) stands shortly before, in the same clause.
  bool near(std::size_t begin, std::u32string_view words) const {
    return text_.has_before(begin, cue_before, words);
  }
  bool follows(std::size_t at, std::u32string_view words) const {
    return text_.has_before(at, 8, words);
  }

  const PlainText& text_;
  std::size_t most_;
  Findings findings_;
};

}  // namespace

bool is_resident_id(std::u32string_view text) {
  if (text.size() != 18 || text[0] < U'1' || text[0] > U'9') return false;
  constexpr std::array<int, 17> weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::u32string_view checks = U"10x98765432";
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    if (text[i] < U'0' || text[i] > U'9') return false;
    sum += static_cast<int>(text[i] - U'0') * weights[i];
  }
  return text[17] == checks[static_cast<std::size_t>(sum % 11)] &&
         (is_province(text) || text[0] == U'9') &&
         is_date(number(text.substr(6, 4)), number(text.substr(10, 2)), number(text.substr(12, 2)));
}

bool passes_luhn(std::u32string_view digits) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const char32_t each = digits[digits.size() - 1 - i];
    if (each < U'0' || each > U'9') return false;
    std::uint32_t value = each - U'0';
    if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0 && !digits.empty();
}

Findings identifiers_in(std::span<const Unit> units, std::size_t most) {
  if (!may_hold_any(units)) return {};
  const PlainText text(units);
  Findings found = Finder(text, most).find();
  add_named_identifiers(text, most, found);
  // Of those that overlap, the first found is the more specific.
  Findings apart;
  std::map<std::uint32_t, std::uint32_t> taken;  // start to end, none overlapping
  for (Finding& each : found) {
    const auto behind = taken.lower_bound(each.span.end);
    const bool overlaps = behind != taken.begin() && std::prev(behind)->second > each.span.start;
    if (overlaps || apart.size() >= most) continue;
    taken.emplace_hint(behind, each.span.start, each.span.end);
    apart.push_back(std::move(each));
  }
  return apart;
}

}  // namespace anban::signals
