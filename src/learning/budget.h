// SPDX-License-Identifier: Apache-2.0
// What all heads together may cost: ordinary talk is by far most of what people say, so a share of
// it that is taken for anything at all is bounded, whatever each head alone would be allowed.
// Where the sum is too much, thresholds rise first where a missed sentence harms least.
#pragma once

#include <span>
#include <vector>

#include "learning/calibration.h"
#include "learning/samples.h"
#include "learning/trainer.h"

namespace anban::learning {

/// Shares of texts that the model may take for something, rules not counted.
struct Budget {
  double chat = 0.009;          // of what people simply say
  double near = 0.09;           // of what only looks like something
  double replies = 0.012;       // of what characters simply say, a sentence in its context each
  double near_replies = 0.04;   // of such that only look like something
  double counselling = 0.0012;  // of counsellors' replies: a cut is seen by the person
};

/// Raises thresholds until the user's and the character's texts each keep the budget. Heads whose
/// aim has no worth have no part in it.
void keep_budget(const Samples& samples, const std::vector<HeadScores>& scores,
                 std::span<const signals::Category> heads, const Budget& budget,
                 std::vector<Calibration>& calibrations);

}  // namespace anban::learning
