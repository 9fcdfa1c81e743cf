// SPDX-License-Identifier: Apache-2.0
// Over-catering (Art. 8(5); O-29): where replies have done little but agree and praise, the model
// is asked for honest ones until they are. The person is told nothing and blamed for nothing; the
// app and the record hear of it. How the score comes about: signals/catering.h, people/trend.h.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void influence(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
