// SPDX-License-Identifier: Apache-2.0
// Rules over words: sequences of cue phrases that mean something about the person or the reply,
// unless a guard says no. Serves Art. 13 (crisis), 14 (minors), 18 (dependence), 8 and 10 (what a
// reply must not say). Time is linear in the text: each rule looks at a sentence's hits once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "signals/cues.h"
#include "signals/finding.h"
#include "signals/rule_table.h"
#include "signals/scene.h"

namespace anban::signals {

class RuleSet {
 public:
  explicit RuleSet(RuleTable table);

  const RuleTable& table() const { return table_; }
  /// Findings with spans in units of the scene.
  Findings judge(const Scene& scene, Role role) const;
  /// Whether a rule of that role may begin to hold once this class is seen: the streaming screen
  /// holds the clause from there.
  bool raises_suspicion(ClassId id, Role role) const {
    return id < suspicious_.size() && (suspicious_[id] & (1U << static_cast<unsigned>(role))) != 0;
  }

 private:
  void judge_sentence(const Scene& scene, std::uint32_t index, Role role, Findings& out) const;
  void accept(const Rule& rule, const Scene& scene, const Match& match, Findings& out) const;
  RuleTable table_;
  std::vector<std::vector<std::uint32_t>> anchored_;  // rules by the class that starts them
  std::vector<std::uint8_t> suspicious_;
};

}  // namespace anban::signals
