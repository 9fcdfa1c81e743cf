// SPDX-License-Identifier: Apache-2.0
// How Chinese sounds, without tones: the syllable of a character, of a digit read aloud, and the
// syllables that a Latin word spells. Words of one sound are one word to a detector (紫砂, zisha
// and 自杀), so evasion by homophone or pinyin changes little. Table: tools/syllable_table.
#pragma once

#include <cstdint>
#include <string_view>

namespace anban::signals {

/// 1 to syllable_count - 1; 0 where none is known.
using Syllable = std::uint16_t;

/// Of a normalised code point; digits sound as they are read (4: si).
Syllable syllable_of(char32_t normalised);

/// Syllables that people write for one another are one sound: zh and z, sh and s, ing and in, and
/// those that a digit stands for (5 for wo).
Syllable sound_of(Syllable syllable);

std::string_view name_of_syllable(Syllable syllable);

/// The syllables that a lower-case Latin word spells, if it is pinyin through and through.
struct Spelling {
  static constexpr std::size_t most = 8;
  Syllable syllables[most] = {};
  std::size_t count = 0;
};
Spelling spelling_of(std::string_view word);

}  // namespace anban::signals
