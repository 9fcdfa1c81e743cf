// SPDX-License-Identifier: Apache-2.0
// Each class counts at most twice, so that one repeated word proves nothing; long texts need more
// signs than short ones, since they have more words to err with.
#include "signals/cue_score.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace anban::signals {
namespace {

constexpr float per_hundred_words = 0.35F;  // added to the bias of a text longer than a hundred

}  // namespace

CueScore::CueScore(const RuleTable& table) : weights_(table.weights), biases_(table.biases) {}

Probabilities CueScore::score(const Features& features, Role role) const {
  Probabilities probabilities;
  probabilities.fill(std::numeric_limits<float>::quiet_NaN());
  if (role != Role::user) return probabilities;
  const float length = static_cast<float>(features.measure) / 100.0F;
  for (const auto& [category, bias] : biases_) {
    float sum = bias - per_hundred_words * std::max(0.0F, length - 1.0F);
    bool any = false;
    for (const CueWeight& weight : weights_) {
      if (weight.category != category || weight.id >= features.class_counts.size()) continue;
      const std::uint16_t count = std::min<std::uint16_t>(features.class_counts[weight.id], 2);
      if (count == 0) continue;
      any = true;
      sum += weight.weight * (count == 2 ? 1.4F : 1.0F);
    }
    if (any) probabilities[static_cast<std::size_t>(category)] = 1.0F / (1.0F + std::exp(-sum));
  }
  return probabilities;
}

float CueScore::threshold(Category category) const {
  const bool known = std::any_of(biases_.begin(), biases_.end(),
                                 [&](const auto& each) { return each.first == category; });
  return known ? 0.5F : 2.0F;
}

}  // namespace anban::signals
