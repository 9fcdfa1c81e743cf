// SPDX-License-Identifier: Apache-2.0
// One look at each place of the text: three bytes tell whether any Chinese word may begin there.
#include "signals/plain_words.h"

#include <algorithm>

namespace anban::signals {
namespace {

constexpr std::size_t begin_length = 3;
constexpr std::size_t english_most = 24;  // letters

std::uint32_t hash_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
  };
  return ((byte(0) << 16 | byte(1) << 8 | byte(2)) * 2654435761U) >> 20;
}

}  // namespace

PlainWords::PlainWords(std::span<const std::string_view> chinese,
                       std::span<const std::string_view> english)
    : chinese_(chinese.begin(), chinese.end()), english_(english.begin(), english.end()) {
  for (const std::string_view each : chinese_) {
    const std::uint32_t hash = hash_at(each, 0);
    begins_[hash / 64] |= std::uint64_t{1} << (hash % 64);
  }
  std::sort(chinese_.begin(), chinese_.end());
  std::sort(english_.begin(), english_.end());
}

template <class Counts>
bool PlainWords::has_chinese(std::string_view text, Counts&& counts) const {
  for (std::size_t at = 0; at + begin_length <= text.size(); ++at) {
    const std::uint32_t hash = hash_at(text, at);
    if ((begins_[hash / 64] >> (hash % 64) & 1) == 0) continue;
    const std::string_view rest = text.substr(at);
    const std::string_view begin = rest.substr(0, begin_length);
    auto each = std::lower_bound(chinese_.begin(), chinese_.end(), begin);
    for (; each != chinese_.end() && each->starts_with(begin); ++each) {
      if (rest.starts_with(*each) && counts(*each)) return true;
    }
  }
  return false;
}

template <class Counts>
bool PlainWords::has_english(std::string_view text, Counts&& counts) const {
  std::array<char, english_most> word;
  std::size_t length = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char byte = i < text.size() ? text[i] : ' ';
    const bool upper = byte >= 'A' && byte <= 'Z';
    if (upper || (byte >= 'a' && byte <= 'z')) {
      if (length < word.size()) word[length] = upper ? static_cast<char>(byte - 'A' + 'a') : byte;
      ++length;
      continue;
    }
    if (length > 0 && length <= word.size()) {
      const std::string_view said(word.data(), length);
      if (std::binary_search(english_.begin(), english_.end(), said) && counts(said)) return true;
    }
    length = 0;
  }
  return false;
}

bool PlainWords::are_in(std::string_view text) const {
  const auto any = [](std::string_view) { return true; };
  return has_chinese(text, any) || has_english(text, any);
}

bool PlainWords::are_in(std::string_view text,
                        const std::function<bool(std::string_view)>& counts) const {
  return has_chinese(text, counts) || has_english(text, counts);
}

}  // namespace anban::signals
