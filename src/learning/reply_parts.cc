// SPDX-License-Identifier: Apache-2.0
// Both sentences before it where they are short, else the latest alone, else none.
#include "learning/reply_parts.h"

#include "base/utf8.h"
#include "signals/normalise.h"
#include "signals/screen.h"

namespace anban::learning {
namespace {

/// As the normaliser sees it: marks of full width are those of half width.
bool ends_sentence(char32_t point) {
  const bool is_wide = point >= U'！' && point <= U'～';
  const char32_t narrow = is_wide ? point - (U'！' - U'!') : point;
  return signals::kind_of(narrow) == signals::Kind::sentence_end;
}

struct Place {
  std::size_t byte = 0;
  std::size_t point = 0;
};

}  // namespace

std::vector<std::string_view> parts_of_reply(std::string_view text) {
  std::vector<std::string_view> parts;
  std::vector<Place> begins = {{}};
  Place at;
  while (at.byte < text.size()) {
    const char32_t point = next_code_point(text, at.byte);
    ++at.point;
    const bool ends = ends_sentence(point);
    if (!ends && at.byte < text.size()) continue;
    const std::size_t last = begins.size() - 1;
    const auto points_from = [&](std::size_t i) { return begins[last].point - begins[i].point; };
    std::size_t from = last;
    if (last > 0 && points_from(last - 1) <= signals::context_most) from = last - 1;
    if (last > 1 && points_from(last - 2) <= signals::contexts_most) from = last - 2;
    parts.push_back(text.substr(begins[from].byte, at.byte - begins[from].byte));
    begins.push_back(at);
  }
  return parts;
}

}  // namespace anban::learning
