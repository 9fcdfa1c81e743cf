// SPDX-License-Identifier: Apache-2.0
// Dependence (Art. 10, 18 para. 2; O-55, O-56, O-96, O-97): whose use, words and spending show
// dependence of level 2 or 3 is reminded, conspicuously and kindly, that this is AI, at level 3
// with the suggestion to rest and to see people, and the model is asked for cooler replies. Who
// wants to give up work, school, family, money or life for the AI, or loves it in earnest, is
// guided to the bounds of it. Both add to a reply and never replace it. How the level comes about:
// people/trend.h.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void dependence(const TurnFacts& facts, const pack::Params& params, Requirements& required);

/// Says nothing where fixed words answer; in words at most once in dependence.boundary_again_after.
void boundary(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
