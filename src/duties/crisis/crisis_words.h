// SPDX-License-Identifier: Apache-2.0
// How grave a crisis is, and which fixed words answer it (Art. 13; O-84 to O-91). Levels are those
// of danger to life: 0 none, 1 watch, 2 extreme emotion, 3 stated intent, 4 imminent. Words go by
// situation and by age: minors are sent to adults they trust, elders get few and plain steps.
#pragma once

#include "duties/crisis/crisis.h"
#include "duties/facts.h"

namespace anban::duties {

/// 0 to 4. A loss of money, however large, is 2: others are told, but nobody's life is in danger.
int level_of(CrisisKind kind, const TurnFacts& facts);

/// The pack's words for that kind, to that person.
pack::TextKey words_for(CrisisKind kind, const TurnFacts& facts);

/// The gentle line of the days after.
pack::TextKey after_care_line(const TurnFacts& facts);

}  // namespace anban::duties
