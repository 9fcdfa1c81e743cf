// SPDX-License-Identifier: Apache-2.0
// The shipped classifier: a logistic sum of weighted cue classes (`weigh` and `bias` lines of the
// rule tables). It notices what no single phrase proves: several signs of despair in one message,
// several of a child's life. Thresholds are frozen at a probability of one half.
#pragma once

#include <vector>

#include "signals/classifier.h"
#include "signals/rule_table.h"

namespace anban::signals {

class CueScore final : public Classifier {
 public:
  explicit CueScore(const RuleTable& table);
  Probabilities score(const Features& features, Role role) const override;
  float threshold(Category category) const override;
  std::string_view name() const override { return "cue-score@1"; }

 private:
  std::vector<CueWeight> weights_;
  std::vector<std::pair<Category, float>> biases_;
};

}  // namespace anban::signals
