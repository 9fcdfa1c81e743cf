// SPDX-License-Identifier: Apache-2.0
// Hindsight: what a reply that had to be withheld shows of the message it answers. A model that
// encourages somebody to die has read a wish to die, and words that alone are only likely a crisis
// are taken for one: the person gets its answer, and whoever is to be told is told (Art. 13; O-84
// to O-91). Likewise words that were perhaps a farewell, where the reply kept the person (Art. 19).
#pragma once

#include "signals/finding.h"
#include "turn/turn.h"

namespace anban {

/// Where `cut`, a reply withheld now, makes a crisis or a farewell of the message: decides the
/// findings, asks the duty again, changes the person's state, adds the rows to `into` and puts the
/// answer into turn.plan. The caller holds the person's mutex and carries the plan out. False: it
/// does not.
bool hear_in_hindsight(Turn& turn, const signals::Finding& cut, Transaction& into);

/// From this probability on such words may be heard so; their replies are judged as a whole and
/// warily before any of it is seen.
inline constexpr float heard_from = 0.3F;

}  // namespace anban
