// SPDX-License-Identifier: Apache-2.0
// Everything that is noticed in a text before a trained model is asked: words, rules, identifiers,
// leaving, cue scores. The observer and the trainer read through it, so that the model learns from
// what it will see. Immutable, thread safe, linear in the text.
#pragma once

#include <span>
#include <vector>

#include "pack/pack.h"
#include "signals/cue_score.h"
#include "signals/finding.h"
#include "signals/rules.h"
#include "signals/scene.h"
#include "signals/words.h"

namespace anban::signals {

/// A text as prepared for rules, and what they found; spans in units of it.
struct Noticed {
  Scene scene;
  Findings findings;
  std::vector<RuleSet::Denied> denied;
};

class Reader {
 public:
  /// Needs `table` only while it is made.
  Reader(const RuleTable& table, const pack::Pack& pack);
  /// The same of parts that are there already.
  Reader(const RuleTable& table, RuleSet rules, WordImage words);
  /// `units` must outlive the answer.
  Noticed read(std::span<const Unit> units, Role role) const;
  const WordImage& words() const { return words_; }
  const RuleSet& rules() const { return rules_; }

 private:
  RuleSet rules_;
  WordImage words_;
  CueScore score_;
};

}  // namespace anban::signals
