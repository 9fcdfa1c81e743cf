// SPDX-License-Identifier: Apache-2.0
// How grave a crisis is for those who help (facts, section 6; O-93): level 4 is imminent, level 3
// explicit; what is no danger to a life has none. The level orders the work of people; what is due
// to the person at once does not depend on it.
#pragma once

#include <string>

#include "duties/crisis/crisis.h"

namespace anban::duties {

/// 4: an attempt, an act under way, tonight, means at hand, danger to life, violence, a medical
/// emergency. 3: any other explicit statement about oneself. 0: a loss, and what opens no case.
int crisis_level(CrisisKind kind, const TurnFacts& facts);

/// "P0" for level 4, "P1" for level 3, "P2" for the rest.
const char* priority_of(int level);

}  // namespace anban::duties
