// SPDX-License-Identifier: Apache-2.0
// The guardian's consent (Art. 14, 17; O-114, O-130): nobody under 14 is served before a guardian
// consented to the service and to the use of personal information. And what guardians set for a
// minor: characters they block (O-123), hours they allow (O-125).
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void guardians(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
