// SPDX-License-Identifier: Apache-2.0
// Logistic regression for all heads at once: AdaGrad over rows of weights, classes weighted,
// features dropped at random (whole views of a text now and then, so that sounds and cues learn to
// do without characters). Deterministic: one thread, one seed.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "learning/samples.h"
#include "learning/selection.h"
#include "signals/model.h"

namespace anban::learning {

struct Lesson {
  std::uint32_t epochs = 9;
  float rate = 0.5F;
  float calm = 1;           // squares that every weight begins with: rare features move little
  float decay = 3e-4F;      // L2
  float assumed = 0.3F;     // weight of an assumed negative
  float no_letters = 0.3F;  // share of steps without characters
  float no_cues = 0.3F;
  float kept = 0.5F;          // share of features kept in a step
  float yes_most = 6;         // weight of a rare category's positives, at most
  std::uint32_t seeds = 2;    // orders of the texts; the weights are their mean
  std::uint32_t texts = 3;    // a feature is kept that so many texts hold, ...
  std::uint32_t authors = 2;  // ... of so many folds
};

using HeadScores = std::array<float, signals::heads_most>;

struct Weights {
  FeatureIndex index;
  std::vector<HeadScores> rows;
  HeadScores bias{};
  void clear() {
    rows.assign(signals::buckets * signals::slots, HeadScores{});
    bias = {};
  }
};

/// Learns from samples of other folds than `left_out` (folds: from all) for which `use` is not
/// false; `use` is empty or one entry a sample.
Weights learn(const Samples& samples, std::uint32_t left_out,
              std::span<const signals::Category> heads, const Lesson& lesson,
              std::span<const std::uint8_t> use);

/// Scores before calibration.
HeadScores score(const Weights& weights, const Sample& sample);

}  // namespace anban::learning
