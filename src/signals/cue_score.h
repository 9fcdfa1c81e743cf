// SPDX-License-Identifier: Apache-2.0
// A logistic sum of weighted cue classes (`weigh` and `bias` lines of the rule tables), for what
// people write of themselves. It notices what no single phrase proves: several signs of despair in
// one message, several of a child's life. A probability of one half decides.
#pragma once

#include <cstdint>
#include <vector>

#include "signals/finding.h"
#include "signals/rule_table.h"
#include "signals/scene.h"

namespace anban::signals {

class CueScore {
 public:
  explicit CueScore(const RuleTable& table);
  /// One finding, of the whole scene, for each category with a cue that is likely enough to tell.
  void add(const Scene& scene, Findings& findings) const;

 private:
  struct Weight {
    std::uint16_t slot;
    float weight;
  };
  struct Sum {
    Category category;
    float bias;
    std::vector<Weight> weights;
  };
  std::vector<std::uint16_t> slots_;  // by class: where it is counted; 0: it has no weight
  std::uint16_t slot_count_ = 1;
  std::vector<Sum> sums_;
};

}  // namespace anban::signals
