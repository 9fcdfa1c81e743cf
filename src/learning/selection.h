// SPDX-License-Identifier: Apache-2.0
// Which features a model keeps: those that occur in several texts and whose presence says most
// about some category (chi squared), as many as have room in its buckets.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "learning/samples.h"
#include "signals/model.h"

namespace anban::learning {

inline constexpr std::uint32_t no_row = 0xFFFFFFFF;

/// Where each kept feature's row is: as in the model's image.
class FeatureIndex {
 public:
  FeatureIndex() : buckets_(signals::buckets) {}
  /// The row of a feature, or no_row.
  std::uint32_t row_of(signals::FeatureHash feature) const;
  /// Whether there was room.
  bool add(signals::FeatureHash feature);
  const std::vector<std::array<std::uint16_t, signals::slots>>& buckets() const { return buckets_; }

 private:
  std::vector<std::array<std::uint16_t, signals::slots>> buckets_;
};

/// In how many texts, and in texts of how many folds (authors), a feature must occur.
struct Least {
  std::uint32_t texts = 2;
  std::uint32_t authors = 1;
};

/// From those of `samples` that are not evaded copies.
FeatureIndex select_features(const std::vector<const Sample*>& samples,
                             std::span<const signals::Category> heads, const Least& least);

}  // namespace anban::learning
