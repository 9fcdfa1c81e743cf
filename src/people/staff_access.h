// SPDX-License-Identifier: Apache-2.0
// Tickets by which staff see a minor's information (O-134; Minors Regulations Art. 36): who asks
// names the parts that the work needs and why, somebody responsible who is not the asker grants or
// refuses, and what is granted holds for one person, one key, those parts and a limited time. Pure
// rules and the stored form; recording each access is the caller's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace anban {

/// What a call of the API shows of a person; `nothing` needs no ticket.
enum class DataPart { nothing, profile, consents, guardians, spending };
const char* name_of(DataPart part);
/// Nothing for an unknown name, and for "nothing".
std::optional<DataPart> data_part(std::string_view name);

enum class TicketState { waiting, granted, refused };
const char* name_of(TicketState state);

struct AccessTicket {
  std::string id;        // "tkt_…"
  std::string asked_by;  // id of the asker's key
  std::string role;
  std::vector<DataPart> parts;  // asked for; once granted: granted
  std::string reason;
  Instant asked;
  TicketState state = TicketState::waiting;
  std::optional<Instant> decided = {};
  std::string decided_by = {};
  std::string decided_role = {};
  std::string decision_reason = {};
  std::optional<Instant> until = {};  // good before then, where granted
  friend bool operator==(const AccessTicket&, const AccessTicket&) = default;
};

std::string to_stored(const AccessTicket& ticket);
/// Errors: corrupt.
Result<AccessTicket> access_ticket_from_stored(std::string_view text);

/// The ticket that lets this key see that part now, or null.
const AccessTicket* ticket_for(const std::vector<AccessTicket>& tickets, std::string_view key,
                               DataPart part, Instant now);

struct TicketDecision {
  TicketState outcome = TicketState::refused;  // granted or refused
  std::string by;                              // id of the decider's key
  std::string role;
  std::string reason;
  std::vector<DataPart> parts;  // fewer than asked for; empty: all of them
};
enum class MayDecide { yes, decided_already, is_their_own, asks_for_more };
/// Nobody approves what they asked for themself, and nothing is granted that nobody asked for.
MayDecide may_decide(const AccessTicket& ticket, const TicketDecision& decision);
/// The ticket after a decision that may be made.
AccessTicket decided(AccessTicket ticket, const TicketDecision& decision, Instant now,
                     Milliseconds good_for);

}  // namespace anban
