// SPDX-License-Identifier: Apache-2.0
// The word lists and cues over a stream (Art. 8, O-37): unit after unit it tells which forbidden
// phrase has been read for good, from where on text is suspect, and from where on it must still
// wait because a forbidden phrase may be beginning. A few hundred bytes; serves screen.cc.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "signals/finding.h"
#include "signals/observer.h"
#include "signals/rules.h"
#include "signals/words.h"

namespace anban::signals {

/// "No code point."
inline constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

/// What units brought since the last look; the reader resets what it has dealt with.
struct WordNews {
  std::optional<Finding> forbidden;      // a phrase that nothing can take back any more
  std::uint32_t suspect_from = nowhere;  // code point from which the clause must wait for its judge
  bool to_try = false;                   // a rule has all its cues: it may match right here
};

class StreamWords {
 public:
  /// Both must live as long as this.
  StreamWords(const WordImage& words, const RuleSet& rules, Audience audience)
      : words_(words), rules_(rules), audience_(audience) {}

  void read(const Unit& unit, WordNews& news);
  /// The reply ends: what could still have been taken back is forbidden now.
  void finish(WordNews& news);
  /// A sentence ends: rules begin anew.
  void forget_cues() { cues_.clear(); }
  /// The first code point that must wait, at most `limit`.
  std::uint32_t waiting_from(std::uint32_t limit) const;

 private:
  /// Where a unit of the squeezed view stands.
  struct SqueezedPlace {
    std::uint32_t origin;
    bool after_gap;
    bool ideograph;
  };
  /// A forbidden phrase that a longer harmless one may still take back.
  struct Provisional {
    std::uint32_t begin_unit;  // counted from the first unit of the reply
    Span span;
    std::uint32_t word;
  };
  void found(std::uint32_t payload, std::uint32_t length, std::uint32_t origin, WordNews& news);
  void found_split(std::uint32_t payload, std::uint32_t length, std::uint32_t origin,
                   WordNews& news);
  void note_cue(ClassId cue, WordNews& news);
  void forbid_or_suspect(std::uint32_t id, Span span, std::uint32_t length, WordNews& news);
  bool may_go_on_otherwise(char32_t point) const;
  void settle(WordNews& news);
  void confirm(const Provisional& phrase, WordNews& news) const;

  const WordImage& words_;
  const RuleSet& rules_;
  Audience audience_;
  Cursor cursor_;
  bool gap_ = false;
  std::uint32_t unit_count_ = 0;
  std::uint32_t plain_pending_ = 0;
  std::uint32_t squeezed_pending_ = 0;
  std::uint32_t covered_ = 0;  // length of the longest ignore phrase that ends at this unit
  std::vector<std::uint32_t> plain_places_;     // origins of the last units
  std::vector<SqueezedPlace> squeezed_places_;  // the same in the squeezed view
  std::vector<Provisional> provisional_;
  ClassSet cues_;  // of the sentence so far
};

/// Whether a decided finding of that category stops a reply to that audience.
bool forbids(Category category, Audience audience);
/// Whether that finding in a reply ends it for that audience: also a diagnosis, of all medical
/// advice (O-57). A suspicion that does is decided, and its kind says "wary".
bool forbids(Finding& finding, Audience audience);

}  // namespace anban::signals
