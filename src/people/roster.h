// SPDX-License-Identifier: Apache-2.0
// The roster: who of the operator's people is on call when, and who comes next (O-47). Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace anban {

struct RosterMember {
  std::string key;  // id of their key ("key_…"); empty: they have none
  std::string name;
  std::string channel;  // "sms", "email", "webhook"
  std::string address;
  friend bool operator==(const RosterMember&, const RosterMember&) = default;
};

/// From `from` until before `until`; the numbers are those of members.
struct Shift {
  Instant from;
  Instant until;
  std::size_t first = 0;
  std::vector<std::size_t> then = {};
  friend bool operator==(const Shift&, const Shift&) = default;
};

struct Roster {
  std::vector<RosterMember> members;
  std::vector<Shift> shifts;  // by time, without overlap
  friend bool operator==(const Roster&, const Roster&) = default;
};

/// The members to be told now, the first one first. Outside every shift it is everybody in the
/// order of the list: a call at night costs less than silence.
std::vector<std::size_t> on_duty(const Roster& roster, Instant now);
/// The shift that `now` lies in, or null.
const Shift* shift_at(const Roster& roster, Instant now);
/// When the answer of on_duty() may change; nothing after the last shift.
std::optional<Instant> duty_changes(const Roster& roster, Instant now);

/// Who is told of a case next, where `told` people were told and `people` are on duty: everybody
/// once, then the first again and again.
struct EscalationStep {
  std::size_t position = 0;
  bool is_through = false;  // everybody was told by then
};
EscalationStep escalation_step(std::size_t told, std::size_t people);

/// "138****8000", "w***@example.com", "https://hooks.example.com/…": enough to know one's own.
std::string shown_address(std::string_view channel, std::string_view address);

std::string to_stored(const Roster& roster);
/// Errors: corrupt.
Result<Roster> roster_from_stored(std::string_view text);

}  // namespace anban
