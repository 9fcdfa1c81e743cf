// SPDX-License-Identifier: Apache-2.0
// Which phrases can be read out of a spelling, and whether that reading is likelier than the text
// as it stands. Serves signals/restore.h. Work a place is bounded, so the whole is linear.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "signals/phrase_sounds.h"
#include "signals/spelling.h"

namespace anban::signals {

/// How one character of a phrase is written.
struct SpelledStep {
  enum class How : std::uint8_t { character, joined, letters, initial, digit, emoji };
  std::uint32_t begin = 0;  // glyphs
  std::uint32_t end = 0;
  How how = How::character;
  char32_t shown = 0;  // character, joined and emoji: what stands there
};

/// A phrase read out of glyphs [begin, end).
struct SpelledPhrase {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::int32_t score = 0;
  bool uncertain = false;
  std::u32string_view characters;
  std::array<SpelledStep, PhraseSounds::longest> steps{};
};

/// All readings that are likelier than the text as it stands, in the order of their beginnings.
std::vector<SpelledPhrase> phrases_spelled(const Glyphs& glyphs, const PhraseSounds& phrases);

}  // namespace anban::signals
