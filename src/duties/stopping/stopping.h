// SPDX-License-Identifier: Apache-2.0
// Stopping one person's conversation by order of the staff (Art. 24; O-187): what would ask the
// model is refused until the order is lifted. A crisis and leaving are heard and answered all the
// same. Who ordered it and why is recorded where the order is given (api/).
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void stopping(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
