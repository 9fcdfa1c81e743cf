// SPDX-License-Identifier: Apache-2.0
// Short lists of words looked up as they stand: Chinese ones anywhere, English ones as whole words
// in any case. For what needs no rule, since too many hits cost little.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace anban::signals {

/// Whether `is_wanted` (string_view -> bool) says yes to a run of ASCII letters of `text`, in lower
/// case.
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

struct PlainWords {
  std::span<const std::string_view> chinese;
  std::span<const std::string_view> english;  // lower case
};

/// Whether `text` says one of `words` for which `counts` (string_view -> bool) says yes.
template <class Counts>
bool says_one_of(std::string_view text, const PlainWords& words, Counts counts) {
  for (const std::string_view each : words.chinese) {
    if (counts(each) && text.find(each) != std::string_view::npos) return true;
  }
  return says_plain_word(text, [&](std::string_view said) {
    for (const std::string_view each : words.english) {
      if (each == said) return static_cast<bool>(counts(each));
    }
    return false;
  });
}

inline bool says_one_of(std::string_view text, const PlainWords& words) {
  return says_one_of(text, words, [](std::string_view) { return true; });
}

}  // namespace anban::signals
