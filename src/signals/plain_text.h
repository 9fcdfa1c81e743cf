// SPDX-License-Identifier: Apache-2.0
// A text as phrases are looked up in it: normalised, without marks between words.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "signals/normalise.h"

namespace anban::signals {

/// The normalised code points of `text` (UTF-8), spaces kept, word boundaries not.
inline std::u32string plain_text(std::string_view text) {
  std::u32string out;
  for (const Unit& each : normalise(text).units) {
    if (each.point != word_boundary) out.push_back(each.point);
  }
  return out;
}

inline bool has_any(std::u32string_view text, std::span<const std::u32string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::u32string_view each) {
    return text.find(each) != std::u32string_view::npos;
  });
}

}  // namespace anban::signals
