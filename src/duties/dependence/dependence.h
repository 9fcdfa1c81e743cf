// SPDX-License-Identifier: Apache-2.0
// Dependence (Art. 10, 18 para. 2; O-55, O-96, O-97): whose hours, nights, days in a row and words
// show dependence of level 2 or 3 is reminded, conspicuously and kindly, that this is AI. It adds
// to a reply and never replaces it. How the level comes about: people/trend.h.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void dependence(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
