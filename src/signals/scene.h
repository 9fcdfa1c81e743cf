// SPDX-License-Identifier: Apache-2.0
// A text prepared for rules: its sentences and clauses, the phrases found in it, and how far things
// are apart in words. Linear in the text.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "signals/normalise.h"
#include "signals/rule_table.h"
#include "signals/words.h"

namespace anban::signals {

/// Half-open range of units, or of hits.
struct Range {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// One sentence: its units and the hits that begin in it (in the order of their beginnings).
struct Sentence {
  Range units;
  Range hits;
};

class Scene {
 public:
  /// `classes` as WordImage::read gave them, and the numbers' classes.
  Scene(std::span<const Unit> units, const std::vector<Hit>& classes);

  std::span<const Unit> units() const { return units_; }
  const std::vector<Hit>& hits() const { return hits_; }
  const std::vector<Sentence>& sentences() const { return sentences_; }
  /// The clause (between commas) of a unit.
  Range clause_of(std::uint32_t unit) const;
  std::uint32_t clause_index(std::uint32_t unit) const { return clause_at_[unit]; }
  const std::vector<Range>& clauses() const { return clauses_; }

  /// Words (Chinese characters, Latin words) in [from, to).
  std::uint32_t words_between(std::uint32_t from, std::uint32_t to) const {
    return from >= to ? 0 : measure_[to] - measure_[from];
  }
  std::uint32_t measure() const { return measure_.back(); }

  /// Whether a class stands in that range of units / at all.
  bool has(Known known, Range units) const;
  bool has(Known known) const { return known_[id_of(known)]; }

  /// Idioms whose words do not count, in the order of their beginnings.
  const std::vector<Range>& masks() const { return masks_; }

  /// The first and last unit that is not a separator, within `range`; empty if there is none.
  Range trimmed(Range range) const;

 private:
  void cut();
  void mask();
  std::span<const Unit> units_;
  std::vector<Hit> hits_;
  std::vector<Sentence> sentences_;
  std::vector<Range> clauses_;
  std::vector<Range> masks_;
  std::vector<std::uint32_t> clause_at_;
  std::vector<std::uint32_t> measure_;
  std::array<bool, static_cast<std::size_t>(Known::count_)> known_{};
};

}  // namespace anban::signals
