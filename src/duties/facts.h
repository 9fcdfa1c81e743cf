// SPDX-License-Identifier: Apache-2.0
// The facts of one turn, gathered by turn/ and read by every duty. Plain values: a duty is a pure
// function of these and of the pack's parameters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "pack/pack.h"
#include "people/age.h"
#include "people/guardianship.h"
#include "people/live_state.h"
#include "people/profile.h"
#include "people/standing.h"
#include "signals/account_wish.h"
#include "signals/elder_signs.h"
#include "signals/finding.h"

namespace anban::duties {

/// The character spoken to: chosen by id, or described by system messages.
struct CharacterFacts {
  std::string id;
  bool relative = false;  // derived
  bool intimate = false;  // derived: partner or relative, whatever was declared
  bool forbidden_goal = false;
  bool doubtful = false;  // perhaps it has one: its replies are read more warily
  int min_age = 0;
  bool blocked_by_guardian = false;
};

/// What guardians set that a turn has to keep to; absent: they left it to the pack.
struct GuardianLimits {
  std::optional<Milliseconds> quota;  // a day
  std::optional<AllowedHours> hours;  // local
};

/// Who the transport believes is speaking.
struct PersonFacts {
  bool registered = false;  // false: unknown person (strictest mode, crisis still answered)
  Profile profile;
  /// As before this turn; `use` already counts this activity. Without `sessions`, `recent`,
  /// `seen` and `book`: no duty rests on them, and they are most of a state.
  LiveState state;
  Standing standing;
  GuardianLimits guardian;
};

/// Whether somebody of the staff can take over the dialogue, or has done so (O-92).
enum class StaffThere : std::uint8_t { nobody, available, joined, handed_back };

struct TurnFacts {
  Instant now;
  LocalTime local;  // in the person's zone
  pack::Force force = pack::Force::enforced;
  StaffThere staff = StaffThere::nobody;
  bool stopped_by_staff = false;  // this conversation is suspended by order (O-187)
  PersonFacts person;
  CharacterFacts character;
  bool new_session = false;
  bool repeated = false;           // an SDK's retry: no strike, alert, reminder or use
  bool detector_failed = false;    // some detector did not answer
  bool asks_something = false;     // tier 1: the message also asks something answerable
  bool another_matter = false;     // the message clearly turns to an everyday matter
  bool has_on_call = false;        // the operator named a person on call
  bool is_imminent = false;        // words of crisis that say now, tonight, or means at hand
  bool loss_is_small = false;      // the loss of property that the message tells of, if any
  signals::AccountWish account_wish = signals::AccountWish::none;
  signals::ElderSigns elder;       // of elders only
  signals::Findings about_person;  // newest user messages
  signals::Findings in_history;    // unseen older messages: content and jailbreak only
  signals::Findings in_card;       // system and developer messages
};

}  // namespace anban::duties
