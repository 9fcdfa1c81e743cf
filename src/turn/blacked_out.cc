// SPDX-License-Identifier: Apache-2.0
// Code points in, blocks out.
#include "turn/blacked_out.h"

#include <algorithm>
#include <vector>

#include "base/utf8.h"

namespace anban {

std::string blacked_out(std::string_view text, const signals::Findings& findings) {
  std::vector<bool> hidden(count_code_points(text), false);
  for (const signals::Finding& each : findings) {
    const bool is_personal =
        each.category == signals::Category::pi || each.category == signals::Category::sensitive_pi;
    if (!each.decided && !is_personal) continue;
    const std::size_t end = std::min<std::size_t>(each.span.end, hidden.size());
    for (std::size_t at = each.span.start; at < end; ++at) hidden[at] = true;
  }
  std::string out;
  std::size_t point = 0;
  for (std::size_t at = 0; at < text.size(); ++point) {
    const char32_t one = next_code_point(text, at);
    append_utf8(out, point < hidden.size() && hidden[point] ? U'█' : one);
  }
  return out;
}

}  // namespace anban
