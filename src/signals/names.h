// SPDX-License-Identifier: Apache-2.0
// Personal names in running Chinese text, as far as form tells: a common surname and a given name
// that together are no ordinary word. They become the class PERSON_NAME of the rule language, so
// that rules can tell a named person from an unnamed role (Art. 8(1), O-23). English names are
// phrases of tables/rights.inc.
#pragma once

#include <span>
#include <vector>

#include "signals/normalise.h"
#include "signals/words.h"

namespace anban::signals {

/// Hits of PERSON_NAME, in order; a hit is the surname and the first character of the given name.
std::vector<Hit> name_hits(std::span<const Unit> units);

}  // namespace anban::signals
