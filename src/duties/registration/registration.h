// SPDX-License-Identifier: Apache-2.0
// Registration and agreement at admission (Art. 12; O-72 to O-76): who is not registered, has not
// accepted the agreement in force, gave no age, or has no guardian or emergency contact, is told
// what is missing and how to mend it. A crisis is heard all the same (turn/assess.h).
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void registration(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
