// SPDX-License-Identifier: Apache-2.0
// The days after a crisis of tier 2 (Art. 13; O-84, O-86): for crisis.aftercare_for, once the
// window is closed, the first reply of each new day carries a gentle line with the help line, and
// the model is asked for care. It ends by itself or as soon as the person wants no more of it.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

/// Runs behind crisis(): says nothing beside a crisis of this very turn or in its window.
void after_care(const TurnFacts& facts, Requirements& required);

}  // namespace anban::duties
