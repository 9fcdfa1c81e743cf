// SPDX-License-Identifier: Apache-2.0
// Saying that it is AI (Art. 18; O-100 to O-102): the disclosure at the start of a session, the
// instruction that the character never denies it, and the answer where somebody claims to be human.
// The label itself stands on every reply (turn/speaker.h), because no duty may leave it out.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void labels(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
