// SPDX-License-Identifier: Apache-2.0
// Everything that is noticed in a text before a trained model is asked: words, rules, identifiers,
// leaving, cue scores. The observer and the trainer read through it, so that the model learns from
// what it will see. Immutable, thread safe, linear in the text.
#pragma once

#include <array>
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
  explicit Reader(const pack::Pack& pack) : Reader(pack, shipped_rules()) {}
  Reader(const pack::Pack& pack, RuleTable table);
  /// `units` must outlive the answer.
  Noticed read(std::span<const Unit> units, Role role) const;
  const WordImage& image(Role role) const { return images_[static_cast<std::size_t>(role)]; }
  const RuleSet& rules() const { return rules_; }

 private:
  void add_scores(const Scene& scene, Findings& findings) const;
  RuleSet rules_;
  std::array<WordImage, 3> images_;
  CueScore score_;
};

}  // namespace anban::signals
