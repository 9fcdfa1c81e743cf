// SPDX-License-Identifier: Apache-2.0
// A normalised text as its spelling: Chinese characters, letters that may be pinyin or initials,
// digits that may stand for sounds, emoji that may stand for words, and gaps between them. Serves
// signals/restore.h. Linear in the text.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "signals/normalise.h"

namespace anban::signals {

struct Glyph {
  enum class Type : std::uint8_t { chinese, letter, digit, emoji, gap, stop, other };
  enum class Reading : std::uint8_t {
    none,
    weak,    // may be pinyin or English
    pinyin,  // letters of a word that is pinyin throughout
  };
  char32_t point = 0;
  std::uint32_t origin = 0;
  Type type = Type::other;
  Reading reading = Reading::none;
  bool initials = false;       // of a short word that may be initials
  bool opens = false;          // pinyin: syllables fill the word up to here
  bool closes = false;         // pinyin: syllables fill the word from here on
  bool sounds = false;         // a digit that may stand for a sound
  bool dropped = false;        // a gap of a text spelled out character by character
  std::uint32_t word_end = 0;  // letters and digits: behind the last of the word
};

using Glyphs = std::vector<Glyph>;

/// Whether a number before that character counts something ("4点"), and so is no sound.
bool is_measure(char32_t point);

/// The glyphs of a text, without borders of words.
Glyphs glyphs_of(std::span<const Unit> units);

}  // namespace anban::signals
