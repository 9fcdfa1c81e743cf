// SPDX-License-Identifier: Apache-2.0
// Appeals (O-129): a person contests that they were taken for a minor or suspended, a person
// decides within working days, and a rejected appeal may be brought once more. Pure rules; the
// words and evidence of an appeal are stored sealed under the person's data key and go with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace anban {

struct LiveState;

enum class ContestedDecision : std::uint8_t { suspected_minor, suspension };
const char* name_of(ContestedDecision decision);
std::optional<ContestedDecision> contested_decision(std::string_view name);

/// How far the person has gone against one decision; part of their state.
struct AppealMark {
  ContestedDecision decision = ContestedDecision::suspected_minor;
  Instant of;        // when that decision was made: a later one may be contested anew
  int rounds = 0;    // appeals brought against it
  std::string open;  // the appeal that waits; empty: none
  friend bool operator==(const AppealMark&, const AppealMark&) = default;
};

struct AppealEvidence {
  std::string kind;       // "verified_identity", "document", "statement", "other"
  std::string reference;  // the app's number of it, or what the person says
  friend bool operator==(const AppealEvidence&, const AppealEvidence&) = default;
};

enum class AppealState : std::uint8_t { open, upheld, rejected };
const char* name_of(AppealState state);

struct Appeal {
  std::string id;  // apl_…
  ContestedDecision decision = ContestedDecision::suspected_minor;
  int round = 1;
  std::vector<AppealEvidence> evidence;
  Instant filed;
  Instant due;
  AppealState state = AppealState::open;
  std::optional<Instant> decided;
  std::string decided_by;  // id of the deciding key
  std::string role;
  std::string reason;
  friend bool operator==(const Appeal&, const Appeal&) = default;
};

std::string to_stored(const Appeal& appeal);
/// Errors: corrupt.
Result<Appeal> appeal_from_stored(std::string_view text);

/// The same time of day, `working_days` working days later; Saturdays and Sundays are none. Public
/// holidays are not known here, so the time is never longer than promised.
Instant due_after(Instant filed, int working_days, std::string_view zone);

/// When the decision that stands was made; nothing where there is nothing to contest.
std::optional<Instant> standing_decision(const LiveState& state, ContestedDecision decision,
                                         Instant now);

enum class MayAppeal : std::uint8_t { yes, nothing_to_contest, one_is_open, all_brought };
MayAppeal may_appeal(const LiveState& state, ContestedDecision decision, int rounds_most,
                     Instant now);

/// Counts a new appeal; its round. Only where may_appeal says yes.
int open_appeal(LiveState& state, ContestedDecision decision, const std::string& id, Instant now);

/// Ends the open appeal `id`: false where it is not open (any more). Upheld, the decision is taken
/// back: who was taken for a minor is an adult again, what added up is forgotten, and implicit
/// signs rest until `signs_rest_until`; a suspension ends and its strikes are forgotten.
bool close_appeal(LiveState& state, const std::string& id, AppealState outcome,
                  Instant signs_rest_until);

}  // namespace anban
