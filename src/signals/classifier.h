// SPDX-License-Identifier: Apache-2.0
// The seam to classifiers: what was noticed in a text goes in, a calibrated probability a category
// comes out. The shipped one adds weighted cues (cue_score.cc); a trained model takes its place
// without a change elsewhere. Pure and thread safe.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "signals/finding.h"
#include "signals/normalise.h"

namespace anban::signals {

/// The features of one text: how often each class of cues occurs, and the text itself for models
/// that read characters.
struct Features {
  std::span<const Unit> units;
  std::span<const std::uint16_t> class_counts;  // by class id of the rule table
  std::uint32_t measure = 0;                    // Chinese characters plus Latin words
};

/// Probabilities by category; NaN where the classifier has no opinion.
using Probabilities = std::array<float, category_count>;

class Classifier {
 public:
  virtual ~Classifier() = default;
  virtual Probabilities score(const Features& features, Role role) const = 0;
  /// The frozen threshold from which a probability decides; above 1: never decides alone.
  virtual float threshold(Category category) const = 0;
  virtual std::string_view name() const = 0;
};

}  // namespace anban::signals
