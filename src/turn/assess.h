// SPDX-License-Identifier: Apache-2.0
// Assess: every duty in force looks at the facts; this is the one list that fixes their order.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban {

/// What all duties require. While the pack is only advisory, what it requires is returned all the
/// same; `facts.force` lets the record and the carrying out tell the difference.
duties::Requirements assess(const duties::TurnFacts& facts, const pack::Params& params);

}  // namespace anban
