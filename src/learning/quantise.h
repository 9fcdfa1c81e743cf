// SPDX-License-Identifier: Apache-2.0
// Weights as small whole numbers: what training made, as a model's image holds it.
#pragma once

#include <span>
#include <string>

#include "learning/calibration.h"
#include "learning/trainer.h"
#include "signals/model.h"

namespace anban::learning {

/// `cue_rows` says which rows belong to cues; they have a scale of their own.
signals::ModelParts quantised(const Weights& weights, std::span<const signals::Category> heads,
                              std::span<const Calibration> calibrations,
                              std::span<const std::uint8_t> cue_rows);

/// Which rows the cues of these samples use.
std::vector<std::uint8_t> rows_of_cues(const Weights& weights, const Samples& samples);

}  // namespace anban::learning
