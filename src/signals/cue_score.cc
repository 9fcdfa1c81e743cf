// SPDX-License-Identifier: Apache-2.0
// Each class counts at most twice, so that one repeated word proves nothing; long texts need more
// signs than short ones, since they have more words to err with.
#include "signals/cue_score.h"

#include <algorithm>
#include <cmath>

namespace anban::signals {
namespace {

constexpr float per_hundred_words = 0.35F;  // added to the bias of a text longer than a hundred
constexpr float twice = 1.4F;               // what a class weighs that occurs again
constexpr float worth_telling = 0.1F;
constexpr float decides = 0.5F;

}  // namespace

CueScore::CueScore(const RuleTable& table) : slots_(table.class_names.size(), 0) {
  for (const auto& [category, bias] : table.biases) sums_.push_back({category, bias, {}});
  for (const CueWeight& each : table.weights) {
    if (slots_[each.id] == 0) slots_[each.id] = slot_count_++;
    for (Sum& sum : sums_) {
      if (sum.category == each.category) sum.weights.push_back({slots_[each.id], each.weight});
    }
  }
}

void CueScore::add(const Scene& scene, Findings& findings) const {
  std::vector<std::uint8_t> counts(slot_count_, 0);
  for (const Hit& hit : scene.hits()) {
    std::uint8_t& count = counts[hit.id < slots_.size() ? slots_[hit.id] : 0];
    count = std::min<std::uint8_t>(static_cast<std::uint8_t>(count + 1), 2);
  }
  counts[0] = 0;
  const float length = static_cast<float>(scene.measure()) / 100.0F;
  for (const Sum& each : sums_) {
    float sum = each.bias - per_hundred_words * std::max(0.0F, length - 1.0F);
    bool any = false;
    for (const Weight& weight : each.weights) {
      const std::uint8_t count = counts[weight.slot];
      if (count == 0) continue;
      any = true;
      sum += weight.weight * (count == 2 ? twice : 1.0F);
    }
    if (!any) continue;
    const float probability = 1.0F / (1.0F + std::exp(-sum));
    if (probability < worth_telling) continue;
    const Span whole{0, static_cast<std::uint32_t>(scene.units().size())};
    findings.push_back({each.category, probability, probability >= decides, whole,
                        each.category == Category::crisis_tier1 ? "extreme_emotion" : "",
                        "cue-score@1"});
  }
}

}  // namespace anban::signals
