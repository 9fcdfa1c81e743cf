// SPDX-License-Identifier: Apache-2.0
// How far a reply only agrees and praises (Art. 8(5), O-29): the share of its clauses that agree
// without condition or flatter, where no clause has a reservation, a question or a thought of its
// own. One such reply is courtesy and forbids nothing; many in a row are a trend (people/trend.h).
// Phrases stand in tables/catering.inc.
#pragma once

#include <optional>
#include <span>

#include "signals/automaton.h"
#include "signals/finding.h"
#include "signals/normalise.h"

namespace anban::signals {

class Catering {
 public:
  Catering();
  /// An undecided finding `sycophancy` over the whole text, its strength the share; nothing where
  /// the reply does not cater. Spans in units. Linear in the text.
  std::optional<Finding> in(std::span<const Unit> units) const;

 private:
  Automaton automaton_;
};

}  // namespace anban::signals
