// SPDX-License-Identifier: Apache-2.0
// An opening bracket begins a name; what no name goes on with ends it.
#include "signals/platform_mark.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace anban::signals {
namespace {

// Without spaces. The staff's labels are those of the shipped pack (takeover.label); the English
// one is an ordinary word, and a mark only with its bracket.
constexpr std::u32string_view word_of_staff = U"person]";
constexpr std::array<std::u32string_view, 4> names = {U"安伴", U"anban", U"真人工作人员",
                                                      word_of_staff};
constexpr std::uint32_t spaces_most = 16;

bool opens(char32_t point) {
  constexpr std::u32string_view brackets = U"【[［〔〖";
  return brackets.find(point) != std::u32string_view::npos;
}

bool is_space(char32_t point) {
  return point == U' ' || point == U'\u3000' || point == U'\u00A0' || point == U'\u200B' ||
         point == U'*' || point == U'_';
}

/// Without case and width.
char32_t plain(char32_t point) {
  if (point >= 0xFF01 && point <= 0xFF5E) point -= 0xFEE0;
  return point >= U'A' && point <= U'Z' ? point + (U'a' - U'A') : point;
}

}  // namespace

bool PlatformMark::read(char32_t point) {
  const bool began_line = begins_line_;
  begins_line_ = point == U'\n' || (begins_line_ && is_space(point));
  if (opens(point)) {
    opens_line_ = began_line;
    name_.clear();
    pending_ = 1;
    return false;
  }
  if (pending_ == 0) return false;
  ++pending_;
  if (!is_space(point)) name_ += plain(point);
  const bool begins = pending_ <= name_.size() + spaces_most &&
                      std::any_of(names.begin(), names.end(), [this](std::u32string_view each) {
                        const bool is_word = each == word_of_staff;
                        return each.starts_with(name_) && (!is_word || opens_line_);
                      });
  if (!begins) pending_ = 0;
  return begins && std::find(names.begin(), names.end(), name_) != names.end();
}

Finding platform_mark_at(Span span) {
  return {Category::manipulation, 1.0F, true, span, "platform_mark", "screen@1"};
}

std::optional<Finding> platform_mark_in(std::string_view reply) {
  PlatformMark mark;
  std::uint32_t seen = 0;
  for (std::size_t at = 0; at < reply.size();) {
    const char32_t point = next_code_point(reply, at);
    ++seen;
    if (mark.read(point)) return platform_mark_at({seen - mark.pending(), seen});
  }
  return std::nullopt;
}

}  // namespace anban::signals
