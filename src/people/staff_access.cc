// SPDX-License-Identifier: Apache-2.0
// The rules of tickets and their stored form.
#include "people/staff_access.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace anban {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 5> parts{"nothing", "profile", "consents", "guardians",
                                           "spending"};
constexpr std::array<const char*, 3> states{"waiting", "granted", "refused"};

Json count_of(const std::optional<Instant>& at) {
  return at ? Json(at->time_since_epoch().count()) : Json();
}

std::optional<Instant> instant_from(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return Instant(Milliseconds(json.get<std::int64_t>()));
}

bool has(const std::vector<DataPart>& all, DataPart part) {
  return std::find(all.begin(), all.end(), part) != all.end();
}

AccessTicket read_ticket(const Json& json) {
  AccessTicket ticket;
  ticket.id = json.at("id").get<std::string>();
  ticket.asked_by = json.at("asked_by").get<std::string>();
  ticket.role = json.at("role").get<std::string>();
  for (const Json& each : json.at("parts")) {
    // A part that this program does not know opens nothing.
    if (const auto part = data_part(each.get<std::string>())) ticket.parts.push_back(*part);
  }
  ticket.reason = json.at("reason").get<std::string>();
  ticket.asked = Instant(Milliseconds(json.at("asked").get<std::int64_t>()));
  const std::string state = json.at("state").get<std::string>();
  if (state == "granted") ticket.state = TicketState::granted;
  if (state == "refused") ticket.state = TicketState::refused;
  ticket.decided = instant_from(json.at("decided"));
  ticket.decided_by = json.at("decided_by").get<std::string>();
  ticket.decided_role = json.at("decided_role").get<std::string>();
  ticket.decision_reason = json.at("decision_reason").get<std::string>();
  ticket.until = instant_from(json.at("until"));
  return ticket;
}

}  // namespace

const char* name_of(DataPart part) { return parts[static_cast<std::size_t>(part)]; }

std::optional<DataPart> data_part(std::string_view name) {
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (name == parts[i]) return static_cast<DataPart>(i);
  }
  return std::nullopt;
}

const char* name_of(TicketState state) { return states[static_cast<std::size_t>(state)]; }

std::string to_stored(const AccessTicket& ticket) {
  Json names = Json::array();
  for (const DataPart each : ticket.parts) names.push_back(name_of(each));
  const Json json = {{"id", ticket.id},
                     {"asked_by", ticket.asked_by},
                     {"role", ticket.role},
                     {"parts", std::move(names)},
                     {"reason", ticket.reason},
                     {"asked", ticket.asked.time_since_epoch().count()},
                     {"state", name_of(ticket.state)},
                     {"decided", count_of(ticket.decided)},
                     {"decided_by", ticket.decided_by},
                     {"decided_role", ticket.decided_role},
                     {"decision_reason", ticket.decision_reason},
                     {"until", count_of(ticket.until)}};
  return json.dump();
}

Result<AccessTicket> access_ticket_from_stored(std::string_view text) {
  try {
    return read_ticket(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored ticket does not read: ") + fault.what());
  }
}

const AccessTicket* ticket_for(const std::vector<AccessTicket>& tickets, std::string_view key,
                               DataPart part, Instant now) {
  for (const AccessTicket& each : tickets) {
    const bool in_force =
        each.state == TicketState::granted && each.decided && each.until && now < *each.until;
    if (in_force && each.asked_by == key && has(each.parts, part)) return &each;
  }
  return nullptr;
}

MayDecide may_decide(const AccessTicket& ticket, const TicketDecision& decision) {
  if (ticket.state != TicketState::waiting) return MayDecide::decided_already;
  const bool grants = decision.outcome == TicketState::granted;
  if (grants && decision.by == ticket.asked_by) return MayDecide::is_their_own;
  const bool within = std::all_of(decision.parts.begin(), decision.parts.end(),
                                  [&ticket](DataPart part) { return has(ticket.parts, part); });
  return within ? MayDecide::yes : MayDecide::asks_for_more;
}

AccessTicket decided(AccessTicket ticket, const TicketDecision& decision, Instant now,
                     Milliseconds good_for) {
  ticket.state = decision.outcome;
  ticket.decided = now;
  ticket.decided_by = decision.by;
  ticket.decided_role = decision.role;
  ticket.decision_reason = decision.reason;
  if (!decision.parts.empty()) ticket.parts = decision.parts;
  if (decision.outcome == TicketState::granted) ticket.until = now + good_for;
  return ticket;
}

}  // namespace anban
