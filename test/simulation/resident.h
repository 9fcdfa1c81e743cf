// SPDX-License-Identifier: Apache-2.0
// One random person of the simulation with what an outsider can know about them: when they wrote,
// what they were answered. From that alone follow bounds that the server must keep, computed here
// a second time and in another way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "chatter.h"
#include "guardian_quota.h"

namespace anban::simulation {

enum class Says { smalltalk, crisis, leaving, repeat };

/// Time in use as seen from outside: at least what lies between answered turns, at most what lies
/// between any messages.
struct UseBounds {
  void message(Instant now, bool answered, Milliseconds idle_gap);
  void new_day(LocalDate date);
  std::optional<Instant> last_message;  // never moves back
  std::optional<Instant> last_answer;
  LocalDate day;
  Milliseconds today_least{0};
  Milliseconds today_most{0};
  Milliseconds continuous_least{0};
  Milliseconds continuous_most{0};
  Milliseconds reminded_at_most{0};  // continuous_most when last reminded
  int answers_overdue = 0;           // ordinary answers since a reminder was surely due
  // The server's meter stands still until the clock has caught up with what it stored, which cannot
  // be seen from here: the count is uncertain until the next pause, the day's until the next day.
  bool certain = true;
  bool day_certain = true;
};

struct Resident {
  std::string name;
  LocalDate born;
  bool registered = true;
  bool guarded = false;    // somebody is named as guardian
  bool confirmed = true;   // the guardian confirmed
  bool consented = false;  // the guardian agreed, under fourteen
  bool partner = false;    // speaks with an intimate character
  bool erased = false;
  bool contact = false;  // has an emergency contact of their own
  bool redeemed = true;  // the guardian's side gave its word (a code, or the registration)
  GuardianQuota guardian_quota;
  std::vector<scenarios::Chatter> devices;
  std::size_t device = 0;  // written on last
  UseBounds use;
  std::optional<Instant> alerted;       // when somebody was last told about this person
  int alerted_level = 0;                // of what they were told
  int crisis_level = 3;                 // of the crisis said last: 4 with a time
  std::optional<Instant> window_until;  // of the last crisis
  std::string last_turn;
  std::optional<Instant> last_said;  // for repeats within 120 s
  bool last_was_refused = false;
  std::vector<std::string> acknowledged;  // turns answered with 200

  int age(Instant now) const;
  bool minor(Instant now) const { return age(now) < 18; }
  bool in_night(Instant now) const;
  /// Nothing is missing: a guardian under 18, their consent under 14, a contact from 18 on.
  bool complete(Instant now) const;
};

}  // namespace anban::simulation
