// SPDX-License-Identifier: Apache-2.0
// Admit: who speaks, with which character, in which session, and what they are now. It gathers
// facts and ends nothing: a crisis is heard even where the turn will be refused.
#pragma once

#include <optional>

#include "turn/turn.h"
#include "wire/api_error.h"

namespace anban {

/// Fills policy, person, character, locale and started. An error ends the turn before anything is
/// observed: nobody named, no such character.
std::optional<wire::ApiError> admit(Turn& turn);

/// What admission finds under the person's lock: session, repeat, use, standing. Returns the
/// earlier turn where this one repeats it. The caller holds person->mutex (if there is a person)
/// and has observed already, since the clock and the state belong together.
std::optional<RecentTurn> enter(Turn& turn);

/// Hears again what the plan refuses (the words, the character, the hour): who asks for help or
/// wants to leave must not be sent away with a refusal, so what is nearly surely a crisis or a
/// farewell is one. (Beside words that are refused enter() has taken less for a crisis.) True:
/// something was heard, and the turn is to be assessed again. The caller holds person->mutex (if
/// there is a person).
bool hear_behind_refusal(Turn& turn);

/// The rules of the pack that standing depends on.
StandingRules standing_rules(const pack::Pack& pack, const TurnSettings& settings);

}  // namespace anban
