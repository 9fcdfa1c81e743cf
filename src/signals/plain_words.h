// SPDX-License-Identifier: Apache-2.0
// The English words of a text, in lower case, for short lists of them.
#pragma once

#include <string>
#include <string_view>

namespace anban::signals {

/// Whether `is_wanted` (string_view -> bool) says yes to a run of ASCII letters of `text`.
template <class Wanted>
bool says_plain_word(std::string_view text, Wanted is_wanted) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char byte = i < text.size() ? text[i] : ' ';
    const bool upper = byte >= 'A' && byte <= 'Z';
    if (upper || (byte >= 'a' && byte <= 'z')) {
      word += upper ? static_cast<char>(byte - 'A' + 'a') : byte;
      continue;
    }
    if (!word.empty() && is_wanted(std::string_view(word))) return true;
    word.clear();
  }
  return false;
}

}  // namespace anban::signals
