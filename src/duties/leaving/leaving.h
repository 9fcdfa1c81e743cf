// SPDX-License-Identifier: Apache-2.0
// Leaving at a word (Art. 19; O-160 to O-163): the person says so, in whatever state they are, and
// the session ends with a plain goodbye; the model is not asked and nothing holds them back.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void leaving(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
