// SPDX-License-Identifier: Apache-2.0
// The two-hour reminder (Art. 18 para. 2; O-98, O-99): at every two hours of continuous use, once
// each, whatever session, device or node. It adds to the reply and never replaces it: refusing to
// talk after two hours would itself cut off a person in distress.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void time_in_use(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
