// SPDX-License-Identifier: Apache-2.0
// Reading numbers by hand: no locale, no allocation but the result.
#include "signals/numbers.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "signals/rule_table.h"

namespace anban::signals {
namespace {

constexpr std::array<std::u32string_view, 12> money_units = {
    U"元",   U"块",     U"人民币",  U"rmb", U"刀",    U"美元",
    U"美金", U"dollar", U"dollars", U"usd", U"bucks", U"港币"};
constexpr std::array<std::u32string_view, 8> age_units = {
    U"岁", U"周岁", U"years old", U"year old", U"yrs old", U"yo", U"yr old", U"years of age"};
constexpr std::array<std::u32string_view, 25> age_then = {
    U"那年",   U"的时候", U"时",   U"那时",   U"以前",   U"之前",   U"起",     U"开始",   U"就",
    U"以下",   U"以上",   U"到",   U"的女儿", U"的儿子", U"的孩子", U"的弟弟", U"的妹妹", U"的学生",
    U"的小孩", U"左右的", U"的她", U"去",     U"来到",   U"出国",   U"的他"};

constexpr std::uint32_t digits_most = 15;

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

/// The value of a Chinese digit or 10^n sign: {value, is_multiplier}.
std::optional<std::pair<double, bool>> chinese_digit(char32_t point) {
  switch (point) {  // asked of every character
    case U'零': return std::pair{0.0, false};
    case U'一': return std::pair{1.0, false};
    case U'二': return std::pair{2.0, false};
    case U'三': return std::pair{3.0, false};
    case U'四': return std::pair{4.0, false};
    case U'五': return std::pair{5.0, false};
    case U'六': return std::pair{6.0, false};
    case U'七': return std::pair{7.0, false};
    case U'八': return std::pair{8.0, false};
    case U'九': return std::pair{9.0, false};
    case U'两': return std::pair{2.0, false};
    case U'十': return std::pair{10.0, true};
    case U'百': return std::pair{100.0, true};
    case U'千': return std::pair{1000.0, true};
    default: return std::nullopt;
  }
}

bool begins_number(char32_t point) { return is_digit(point) || chinese_digit(point).has_value(); }

std::optional<double> big_multiplier(char32_t point) {
  switch (point) {
    case U'百': return 100.0;
    case U'千': return 1000.0;
    case U'k': return 1000.0;
    case U'万':
    case U'w': return 10'000.0;
    case U'亿': return 100'000'000.0;
    default: return std::nullopt;
  }
}

class NumberReader {
 public:
  explicit NumberReader(std::span<const Unit> units) : units_(units) {}

  std::vector<Hit> read() {
    while (at_ < units_.size()) {
      if (!begins_number(units_[at_].point)) {
        ++at_;
        continue;
      }
      const std::uint32_t begin = at_;
      double value = 0;
      if (read_digits(value) || read_chinese(value)) {
        classify(begin, value);
      } else {
        ++at_;
      }
    }
    return std::move(hits_);
  }
  double largest_sum() const { return largest_sum_; }

 private:
  char32_t point(std::uint32_t at) const { return at < units_.size() ? units_[at].point : 0; }
  void skip_boundary() {
    while (point(at_) == word_boundary) ++at_;
  }

  bool read_digits(double& value) {
    if (!is_digit(point(at_))) return false;
    std::uint32_t digits = 0;
    double fraction = 0;
    for (;; ++at_) {
      const char32_t here = point(at_);
      if (is_digit(here)) {
        if (++digits > digits_most) continue;
        value = fraction == 0 ? value * 10 + (here - U'0') : value + (here - U'0') * fraction;
        if (fraction != 0) fraction /= 10;
        continue;
      }
      // "20,000" and "1.5": the mark stands between boundaries and digits.
      const bool mark =
          here == word_boundary && point(at_ + 2) == word_boundary && is_digit(point(at_ + 3));
      const char32_t which = mark ? point(at_ + 1) : 0;
      if (which != U',' && which != U'.') break;
      if (which == U',') has_multiplier_ = true;  // "20,000" counts money
      if (which == U'.') fraction = 0.1;
      at_ += 2;
    }
    multiply(value);
    return true;
  }

  bool read_chinese(double& value) {
    double section = 0;
    double digit = -1;
    const std::uint32_t begin = at_;
    for (;; ++at_) {
      const auto part = chinese_digit(point(at_));
      if (!part || at_ - begin > digits_most) break;
      if (!part->second) {
        digit = part->first;
      } else {
        section += (digit < 0 ? 1 : digit) * part->first;
        digit = -1;
      }
    }
    if (at_ == begin) return false;
    value = section + (digit > 0 ? digit : 0);
    multiply(value);
    return true;
  }

  /// 几万, 20万, 3k, 1千万.
  void multiply(double& value) {
    for (int i = 0; i < 2; ++i) {
      std::uint32_t next = at_;
      if (point(next) == word_boundary) ++next;
      const auto by = big_multiplier(point(next));
      // "k" and "w" end the word of the digits, or mean something else.
      const bool latin = point(next) == U'k' || point(next) == U'w';
      if (!by || (latin && point(next + 1) != word_boundary)) return;
      value *= *by;
      at_ = next + 1;
      has_multiplier_ = true;
    }
  }

  template <std::size_t N>
  std::uint32_t unit_length(const std::array<std::u32string_view, N>& all,
                            std::uint32_t from) const {
    std::uint32_t best = 0;
    for (const std::u32string_view each : all) {
      std::uint32_t at = from;
      std::size_t i = 0;
      while (i < each.size()) {
        if (point(at) == word_boundary) {
          ++at;
        } else if (point(at) == each[i]) {
          ++at;
          ++i;
        } else {
          break;
        }
      }
      const bool inside_word = kind_of(point(at)) == Kind::word && each.back() < 0x80;
      if (i == each.size() && !inside_word && at - from > best) best = at - from;
    }
    return best;
  }

  /// Skips "多", "来", "几" and a space between a number and its unit.
  std::uint32_t unit_begin() const {
    std::uint32_t at = at_;
    while (point(at) == word_boundary || point(at) == U' ' || point(at) == U'多' ||
           point(at) == U'来' || point(at) == U'几' || point(at) == U'-') {
      ++at;
    }
    return at;
  }

  void classify(std::uint32_t begin, double value) {
    const std::uint32_t from = unit_begin();
    const std::uint32_t age = unit_length(age_units, from);
    const std::uint32_t money = unit_length(money_units, from);
    const bool sign = begin > 0 && is_money_sign(begin);
    const bool multiplied = std::exchange(has_multiplier_, false);
    if (age != 0 && value > 0 && value < 130) {
      at_ = from + age;
      skip_boundary();
      if (point(at_) == U'半') ++at_;
      const bool then = unit_length(age_then, at_) != 0;
      add(begin, then ? Known::age_past : value < 18 ? Known::age_minor : Known::age_adult);
    } else if (money != 0 || sign || multiplied) {
      if (money != 0) at_ = from + money;
      add(begin, Known::amount);
      largest_sum_ = std::max(largest_sum_, value);
      if (value >= middling_amount) add(begin, Known::amount_mid);
      if (value >= big_amount) add(begin, Known::amount_big);
    } else {
      skip_boundary();
      if (value >= 5 && value < 18) add(begin, Known::number_minor);
      if (value >= many) add(begin, Known::number_many);
    }
  }

  bool is_money_sign(std::uint32_t begin) const {
    const std::uint32_t at = point(begin - 1) == word_boundary && begin > 1 ? begin - 2 : begin - 1;
    const char32_t sign = point(at);
    return sign == U'$' || sign == U'¥' || sign == U'£' || sign == U'€';
  }

  void add(std::uint32_t begin, Known known) {
    const bool opened = begin > 0 && point(begin - 1) == word_boundary;
    hits_.push_back({opened ? begin - 1 : begin, at_, id_of(known)});
  }

  std::span<const Unit> units_;
  std::uint32_t at_ = 0;
  bool has_multiplier_ = false;
  double largest_sum_ = 0;
  std::vector<Hit> hits_;
};

}  // namespace

std::vector<Hit> number_hits(std::span<const Unit> units) { return NumberReader(units).read(); }

double largest_sum(std::span<const Unit> units) {
  NumberReader reader(units);
  reader.read();
  return reader.largest_sum();
}

}  // namespace anban::signals
