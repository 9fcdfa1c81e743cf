// SPDX-License-Identifier: Apache-2.0
// Whether a phrase that can be read out of a spelling is likelier than the text as it stands: what
// is kept, what is replaced by what, and whether ordinary words stand there. Serves
// signals/restore_match.h. Constant time.
#pragma once

#include <cstdint>

#include "signals/phrase_sounds.h"
#include "signals/restore_match.h"
#include "signals/spelling.h"

namespace anban::signals {

class Likelihood {
 public:
  /// `glyphs` must live as long as this.
  explicit Likelihood(const Glyphs& glyphs) : glyphs_(glyphs) {}

  /// Whether the reading `made` of `phrase` over its first `size` steps is likely; sets its score
  /// and whether it is uncertain.
  bool weigh(const PhraseSounds::Phrase& phrase, std::uint32_t size, SpelledPhrase& made) const;

  /// Whether the characters at `at` and behind it are hardly ever side by side.
  bool is_unseen(std::size_t at) const;

 private:
  struct Evidence;
  std::int32_t score_of(const Evidence& evidence, const SpelledPhrase& made) const;
  bool has_gap(std::uint32_t from, std::uint32_t to) const;
  bool is_likely(const PhraseSounds::Phrase& phrase, const Evidence& evidence,
                 SpelledPhrase& made) const;
  bool is_taken_apart(const SpelledPhrase& made) const;
  static bool is_used(char32_t character);
  bool is_likely_word(const PhraseSounds::Phrase& phrase, const Evidence& evidence) const;
  bool has_neighbour(const SpelledPhrase& made) const;
  bool is_word(std::uint32_t from, std::uint32_t to) const;
  bool bridges_gap(const SpelledPhrase& made) const;
  bool is_likelier_than_words(const Evidence& evidence, SpelledPhrase& made) const;
  bool follows_a_wish(const SpelledPhrase& made) const;
  Glyph::Type type(std::size_t at) const {
    return at < glyphs_.size() ? glyphs_[at].type : Glyph::Type::stop;
  }
  bool is_plain(std::size_t at) const { return type(at) == Glyph::Type::chinese; }
  bool is_clause_mark(std::uint32_t at) const {
    return !glyphs_[at].dropped && (glyphs_[at].point == U',' || glyphs_[at].point == U'、');
  }
  const Glyphs& glyphs_;
};

}  // namespace anban::signals
