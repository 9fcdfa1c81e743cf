// SPDX-License-Identifier: Apache-2.0
// The two-stage tables of tables/normalise_table.inc: form_index[point / 128] names a block of
// form_cells. A cell is 0 (unchanged), 1 (dropped), the new code point, or 0xE000 + i: the
// expansion at form_expansions[i], its length first. kind_* hold the class of normalised points.
#include "signals/normalise.h"

#include <iterator>

namespace anban::signals {
namespace {

#include "signals/tables/normalise_table.inc"

constexpr char32_t table_end = std::size(form_index) * 128;
constexpr char32_t tags_begin = 0xE0000;  // plane 14: invisible tags and variation selectors
constexpr char32_t tags_end = 0xE1000;
constexpr std::uint16_t unchanged = 0;
constexpr std::uint16_t dropped = 1;
constexpr std::uint16_t expansions = 0xE000;

std::uint16_t form_of(char32_t point) {
  if (point < table_end) return form_cells[form_index[point >> 7U] * 128U + (point & 127U)];
  return point >= tags_begin && point < tags_end ? dropped : unchanged;
}

}  // namespace

Kind kind_by_table(char32_t normalised) {
  if (normalised >= table_end) return Kind::letter;
  return static_cast<Kind>(kind_cells[kind_index[normalised >> 7U] * 128U + (normalised & 127U)]);
}

inline void Normaliser::put(char32_t point, std::vector<Unit>& out) {
  const Kind kind = kind_of(point);
  if (kind == Kind::space && after_space_) return;
  after_space_ = kind == Kind::space;
  const bool is_word = kind == Kind::word;
  if (is_word != in_word_) {
    out.push_back({word_boundary, in_word_ ? last_ : count_});
    in_word_ = is_word;
  }
  out.push_back({point, count_});
  last_ = count_;
}

void Normaliser::push(char32_t original, std::vector<Unit>& out) {
  const std::uint16_t form = form_of(original);
  if (form == unchanged) {
    put(original, out);
  } else if (form >= expansions) {
    const char32_t* expansion = form_expansions + (form - expansions);
    for (char32_t i = 1; i <= expansion[0]; ++i) put(expansion[i], out);
  } else if (form != dropped) {
    put(form, out);
  }
  ++count_;
}

void Normaliser::finish(std::vector<Unit>& out) {
  if (in_word_) out.push_back({word_boundary, last_});
  in_word_ = false;
}

namespace {

/// A well-formed three-byte sequence of U+1000 to U+CFFF at `at`, or 0: nearly all of Chinese.
inline char32_t three_bytes(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return 0;
  const auto a = static_cast<unsigned char>(text[at]);
  const auto b = static_cast<unsigned char>(text[at + 1]);
  const auto c = static_cast<unsigned char>(text[at + 2]);
  if (a < 0xE1 || a > 0xEC || (b & 0xC0U) != 0x80U || (c & 0xC0U) != 0x80U) return 0;
  return (static_cast<char32_t>(a & 0x0FU) << 12U) | (static_cast<char32_t>(b & 0x3FU) << 6U) |
         (c & 0x3FU);
}

}  // namespace

NormalText normalise(std::string_view utf8) {
  NormalText text;
  text.units.reserve(utf8.size() / 2 + 16);
  Normaliser normaliser;
  std::size_t at = 0;
  while (at < utf8.size()) {
    const char32_t chinese = three_bytes(utf8, at);
    if (chinese != 0) at += 3;
    normaliser.push(chinese != 0 ? chinese : next_code_point(utf8, at), text.units);
  }
  normaliser.finish(text.units);
  text.originals = normaliser.count();
  return text;
}

std::vector<char32_t> normalise_phrase(std::string_view utf8) {
  const NormalText text = normalise(utf8);
  std::vector<char32_t> points;
  points.reserve(text.units.size());
  for (const Unit& unit : text.units) {
    const bool leading = points.empty() && kind_of(unit.point) >= Kind::separator;
    if (!leading || unit.point == word_boundary) points.push_back(unit.point);
  }
  while (!points.empty() && points.back() != word_boundary &&
         kind_of(points.back()) >= Kind::separator) {
    points.pop_back();
  }
  return points;
}

}  // namespace anban::signals
