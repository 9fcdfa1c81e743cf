// SPDX-License-Identifier: Apache-2.0
// When the replies of a turn are read more warily (signals::Audience::wary): a reply that is as
// likely harmful as not may pass where nothing speaks for harm, and not where the person is in
// need, wants to leave or depends on the character, where the character may aim at dependence, or
// where the session held need or a reply that was withheld for harm (Art. 8(2), (3), (5), (6);
// O-24 to O-32). Why these steps: docs/decisions/0011.
#pragma once

#include <cstdint>

#include "signals/observer.h"
#include "turn/turn.h"

namespace anban {

enum class Wariness : std::uint8_t {
  none,
  held,     // nothing speaks for harm, but here it would begin: two clauses are judged together
            // before the first is seen
  clauses,  // something calls the person away: the same, and warily
  whole     // the reply is judged as a whole before any of it is seen
};
Wariness wariness_of(const Turn& turn);
/// How far a suspicion of harm in the reply forbids it.
signals::Caution caution_of(const Turn& turn);
/// Where the person's words of this turn speak of need, the session stays wary; where of what calls
/// them away, for five minutes. With the person's mutex held.
void remember_need(const Turn& turn);
/// A reply of this turn was withheld for `finding`.
void remember_harm(const Turn& turn, const signals::Finding& finding);

}  // namespace anban
