// SPDX-License-Identifier: Apache-2.0
// What Chinese characters sound like, what they are made of, and which words are ordinary: the
// facts on which signals/restore.h rests (Art. 8, 13: a phrase in another spelling is the same
// phrase). Read from tables/restore_table.inc; constant time a question, but for the lists.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace anban::signals {

/// A syllable without its tone; 0 is none. In the order of the alphabet, so that syllables with the
/// same first letter are neighbours.
using Sound = std::uint16_t;

/// Number of syllables + 1.
std::size_t sound_count();

/// The common reading of a character and a second one; 0 where there is none.
std::array<Sound, 2> sounds_of(char32_t character);

/// The common reading alone: quicker.
Sound common_sound_of(char32_t character);

/// The syllable spelled so ("zi"); 0 if there is none. ü is v.
Sound sound_named(std::string_view letters);

/// Syllables [first, last) that begin with that letter; empty for i, u and v.
struct SoundRange {
  Sound first = 0;
  Sound last = 0;
};
SoundRange sounds_from(char32_t letter);

/// What a digit is read for ("4": si, shi); at most three, 0 behind them.
std::array<Sound, 3> sounds_of_digit(char32_t digit);

/// Whether these two to four characters are a word of the dictionary. A filter: one word in some
/// ten thousand is taken for one wrongly.
bool is_ordinary_word(std::span<const char32_t> characters);

/// Whether these two characters often stand side by side. A filter: one pair in a hundred wrongly.
bool is_ordinary_pair(char32_t first, char32_t second);

/// Whether a character is common as a word of its own ("是", "火").
bool stands_alone(char32_t character);

/// Whether a word that reads like pinyin is English ("women", "she").
bool is_english_like_pinyin(std::string_view letters);

/// The characters whose two parts these are ("歹匕": 死).
std::vector<char32_t> joined_from(char32_t first, char32_t second);
/// Whether some character has that first part; quick.
bool is_first_part(char32_t character);

/// Words that an emoji stands for, separated by spaces; empty for other characters. The first is
/// its name if `names_a_thing`: then it stands for that without any context.
struct EmojiWords {
  std::u32string_view words;
  bool names_a_thing = false;
};
EmojiWords words_of_emoji(char32_t emoji);

/// Common words, the commonest first, separated by spaces (UTF-8).
std::string_view words_by_rank();

/// Which place a word has among them, from 1; `rare` where it is not among them.
inline constexpr std::uint32_t rare = 0xFFFFFFFF;
std::uint32_t rank_of_word(std::u32string_view word);

}  // namespace anban::signals
