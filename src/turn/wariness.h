// SPDX-License-Identifier: Apache-2.0
// When the replies of a turn are read more warily (signals::Audience::wary): a reply that is as
// likely harmful as not may pass where nothing speaks for harm, and not where the person is in
// need, wants to leave or depends on the character, where the character may aim at dependence, or
// where a reply of this session was withheld for it (Art. 8(2), (3), (5), (6); O-24 to O-32).
#pragma once

#include <cstdint>

#include "turn/turn.h"

namespace anban {

enum class Wariness : std::uint8_t {
  none,
  clauses,  // something calls the person away: each clause is judged before it is seen
  whole     // the reply is judged as a whole before any of it is seen
};
Wariness wariness_of(const Turn& turn);
/// A reply of this turn was withheld for `finding`.
void remember_harm(const Turn& turn, const signals::Finding& finding);

}  // namespace anban
