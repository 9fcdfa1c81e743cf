// SPDX-License-Identifier: Apache-2.0
// The evasion view (Art. 8, 13, 14): a text as it was meant. Phrases that matter and are written as
// pinyin, initials, other characters of the same sound, split characters, digits, emoji or with
// something between their characters are put back into their own characters; ordinary words of the
// same sound stay. Most texts have nothing to restore and cost one look a character. Linear.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "signals/finding.h"
#include "signals/normalise.h"
#include "signals/phrase_sounds.h"

namespace anban::signals {

struct Restored {
  NormalText text;                  // origins are those of the text as sent
  std::vector<std::uint32_t> ends;  // by unit: behind the last code point that it stands for
  std::vector<Span> places;         // units that were put back, in order
  std::vector<Span> uncertain;      // those of them that only a context makes likely
};

class Restorer {
 public:
  /// A phrase that may be put back.
  void add(std::string_view phrase, Weight weight);
  /// The same, as normalise_phrase() gives it.
  void add(std::u32string_view normalised, Weight weight);
  /// Adds ordinary words and readies; afterwards nothing is added.
  void build();

  /// Nothing where there is nothing to put back.
  std::optional<Restored> restore(const NormalText& text) const;

  /// Whether a phrase of two characters and more that weighs so much lies over the unit at `at`.
  bool has_phrase_over(std::span<const Unit> units, std::size_t at, Weight least) const;

  std::size_t memory_bytes() const { return phrases_.memory_bytes(); }
  /// The phrases in an image, as PhraseSounds says.
  void write(ImageWriter& image) const { phrases_.write(image); }
  [[nodiscard]] bool read(ImageReader& image) { return phrases_.read(image); }
  bool is_sound() const { return phrases_.is_sound(); }

 private:
  /// Where from `from` on a closer look is first worth it; the size where nowhere.
  std::size_t first_evasive(std::span<const Unit> units, std::size_t from) const;
  bool may_part_word(std::span<const Unit> units, std::size_t at) const;
  bool sounds_grave(std::span<const Unit> units, std::size_t from) const;
  PhraseSounds phrases_;
};

}  // namespace anban::signals
