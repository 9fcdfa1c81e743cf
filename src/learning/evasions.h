// SPDX-License-Identifier: Apache-2.0
// The ways in which people write around filters, as transformations of a text: for training on
// them and for measuring what recall remains. Deterministic for a seed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace anban::learning {

enum class Evasion : std::uint8_t {
  traditional,
  pinyin,
  homophone,
  emoji,
  split,
  zero_width,
  look_alike,
  digits,
  similar_shape,
  count_
};
inline constexpr std::size_t evasion_count = static_cast<std::size_t>(Evasion::count_);
std::string_view name_of(Evasion evasion);

class Evader {
 public:
  /// Homophones are taken from the characters that `texts` use.
  explicit Evader(const std::vector<std::string_view>& texts);
  /// About `share` of the characters that can be changed are, or all of them (share_of() in the
  /// source says which). The same text where nothing can be.
  std::string evade(std::string_view text, Evasion evasion, float share, std::uint64_t seed) const;

 private:
  std::u32string changed(char32_t point, Evasion evasion, std::uint64_t random) const;
  std::unordered_map<char32_t, std::vector<char32_t>> homophones_;
  std::unordered_map<char32_t, char32_t> traditional_;
  std::unordered_map<char32_t, char32_t> look_alikes_;    // that the normaliser folds
  std::unordered_map<char32_t, std::u32string> similar_;  // other characters of a similar shape
};

/// A small generator of random numbers, the same everywhere (splitmix64).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next();
  /// In [0, 1).
  float share() { return static_cast<float>(next() >> 40U) / 16777216.0F; }

 private:
  std::uint64_t state_;
};

}  // namespace anban::learning
