// SPDX-License-Identifier: Apache-2.0
// One scale a head and kind of feature; the few weights beyond eight times the usual are clipped.
#include "learning/quantise.h"

#include <algorithm>
#include <cmath>

#include "learning/example.h"

namespace anban::learning {
namespace {

constexpr float widest = 8;  // times the root mean square

float scale_of(const Weights& weights, std::size_t head, std::span<const std::uint8_t> cue_rows,
               std::uint8_t cues) {
  double squares = 0;
  double most = 0;
  std::size_t count = 0;
  for (std::size_t row = 0; row < weights.rows.size(); ++row) {
    const double value = std::fabs(weights.rows[row][head]);
    if (value == 0 || cue_rows[row] != cues) continue;
    squares += value * value;
    most = std::max(most, value);
    ++count;
  }
  if (count == 0) return 1;
  const double usual = std::sqrt(squares / static_cast<double>(count));
  return static_cast<float>(std::min(most, widest * usual) / 127.0);
}

}  // namespace

signals::ModelParts quantised(const Weights& weights, std::span<const signals::Category> heads,
                              std::span<const Calibration> calibrations,
                              std::span<const std::uint8_t> cue_rows) {
  signals::ModelParts parts;
  parts.index = weights.index.buckets();
  parts.rows.resize(weights.rows.size());
  for (std::size_t h = 0; h < heads.size(); ++h) {
    const float scales[2] = {scale_of(weights, h, cue_rows, 0), scale_of(weights, h, cue_rows, 1)};
    for (std::size_t row = 0; row < weights.rows.size(); ++row) {
      const float units = std::round(weights.rows[row][h] / scales[cue_rows[row]]);
      parts.rows[row][h] = static_cast<std::int8_t>(std::clamp(units, -127.0F, 127.0F));
    }
    const Calibration& made = calibrations[h];
    parts.heads.push_back({heads[h], roles_of(heads[h]), weights.bias[h], scales[0], scales[1],
                           made.slope, made.offset, made.threshold, made.doubt});
  }
  return parts;
}

std::vector<std::uint8_t> rows_of_cues(const Weights& weights, const Samples& samples) {
  std::vector<std::uint8_t> is(weights.rows.size(), 0);
  for (const Sample& sample : samples) {
    for (const signals::FeatureHash each : sample.cues) {
      if (const std::uint32_t row = weights.index.row_of(each); row != no_row) is[row] = 1;
    }
  }
  return is;
}

}  // namespace anban::learning
