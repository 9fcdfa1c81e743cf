// SPDX-License-Identifier: Apache-2.0
// Tickets of staff for a minor's information (O-134): asking, the queue, the decision by somebody
// responsible, and the list of accesses for the minor's side.
#include "api/staff_access.h"

#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/guardian_news.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t queue_most = 1000;  // listed at once
constexpr std::size_t accesses_a_page = 200;
constexpr std::size_t reason_most = 500;

Json parts_json(const std::vector<DataPart>& parts) {
  Json out = Json::array();
  for (const DataPart each : parts) out.push_back(name_of(each));
  return out;
}

Json ticket_json(const Person& person, const AccessTicket& ticket) {
  const bool open = ticket.state == TicketState::waiting;
  return {{"id", ticket.id},
          {"object", "access_ticket"},
          {"person", person.ref.text},
          {"asked_by", ticket.asked_by},
          {"role", ticket.role},
          {"parts", parts_json(ticket.parts)},
          {"reason", ticket.reason},
          {"asked", to_text(ticket.asked)},
          {"state", name_of(ticket.state)},
          {"decided", ticket.decided ? Json(to_text(*ticket.decided)) : Json()},
          {"decided_by", open ? Json() : Json(ticket.decided_by)},
          {"decision_reason", open ? Json() : Json(ticket.decision_reason)},
          {"until", ticket.until ? Json(to_text(*ticket.until)) : Json()}};
}

enum class Parts { required, optional };

std::vector<DataPart> parts_in(const Json& body, Parts wanted, Faults& faults) {
  std::vector<DataPart> out;
  const auto list = body.find("parts");
  if (list == body.end() && wanted == Parts::optional) return out;
  bool reads = list != body.end() && list->is_array() && !list->empty();
  for (const Json& each : reads ? *list : Json::array()) {
    const auto part = each.is_string() ? data_part(each.get<std::string>()) : std::nullopt;
    const bool again = part && std::find(out.begin(), out.end(), *part) != out.end();
    if (part && !again) out.push_back(*part);
    reads = reads && part && !again;
  }
  if (!reads) {
    faults.push_back({"parts", "must be a list of profile, consents, guardians, spending"});
  }
  return out;
}

LeafRow ticket_leaf(TurnDeps& deps, const Person& person, const AccessTicket& ticket) {
  const bool asked = ticket.state == TicketState::waiting;
  return act_leaf(deps, person, asked ? "access.asked" : "access.decided",
                  asked ? ticket.role : ticket.decided_role,
                  {{"obligation", "O-134"},
                   {"ticket", ticket.id},
                   {"parts", names_of(ticket.parts)},
                   {"state", name_of(ticket.state)},
                   {"by", asked ? ticket.asked_by : ticket.decided_by}});
}

/// Why no ticket is taken now, or nothing.
std::optional<wire::Problem> why_not(const std::vector<AccessTicket>& tickets,
                                     const std::string& key) {
  const bool waits = std::any_of(tickets.begin(), tickets.end(), [&key](const auto& each) {
    return each.state == TicketState::waiting && each.asked_by == key;
  });
  if (!waits) return std::nullopt;
  return problem(409, "A ticket waits already", "One at a time: yours for this person is open.");
}

wire::Problem refusal_for(MayDecide why) {
  if (why == MayDecide::is_their_own) {
    return problem(403, "Somebody else approves this one",
                   "Whoever asked does not approve: another lead, officer or admin decides.");
  }
  if (why == MayDecide::asks_for_more) return faulty({{"parts", "holds what nobody asked for"}});
  return problem(404, "Not found", "There is nothing here for this key.");
}

struct QueuedTicket {
  std::shared_ptr<Person> person;
  AccessTicket ticket;
};

/// The tickets of one queue; those about persons who were erased meanwhile are left out.
Result<std::vector<QueuedTicket>> queue_of(TurnDeps& deps, const char* queue) {
  const auto rows = deps.journal.kept({.kind = access_ticket_kind,
                                       .mark = deps.vault.look_up("access_tickets", queue),
                                       .limit = queue_most});
  if (!rows) return failed(rows);
  std::vector<QueuedTicket> out;
  for (const KeptRow& row : *rows) {
    const auto person = deps.people.find_by_ref(row.person);
    if (!person) return failed(person);
    if (!*person) continue;
    auto ticket = ticket_in(deps, **person, row);
    if (!ticket) return failed(ticket);
    out.push_back({*person, std::move(*ticket)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.ticket.asked < b.ticket.asked; });
  return out;
}

TicketDecision decision_in(const Json& body, const Caller& caller, Faults& faults) {
  TicketDecision out;
  refuse_unknown(body, {"outcome", "reason", "parts"}, faults);
  const std::string outcome = text_in(body, "outcome", 16, Field::required, faults);
  if (outcome == "granted") out.outcome = TicketState::granted;
  if (!outcome.empty() && outcome != "granted" && outcome != "refused") {
    faults.push_back({"outcome", "must be granted or refused"});
  }
  out.reason = text_in(body, "reason", reason_most, Field::required, faults);
  out.parts = parts_in(body, Parts::optional, faults);
  out.by = caller.key.text;
  out.role = caller.role;
  return out;
}

}  // namespace

Result<AccessTicket> ticket_in(TurnDeps& deps, const Person& person, const KeptRow& row) {
  const auto text = deps.vault.open(person.key, "kept", row.sealed);
  if (!text) return failed(text);
  return access_ticket_from_stored(*text);
}

Result<std::vector<AccessTicket>> tickets_of(TurnDeps& deps, const Person& person) {
  std::vector<AccessTicket> out;
  KeptQuery query{.kind = access_ticket_kind, .person = person.ref};
  for (bool more = true; more;) {
    const auto rows = deps.journal.kept(query);
    if (!rows) return failed(rows);
    for (const KeptRow& row : *rows) {
      auto ticket = ticket_in(deps, person, row);
      if (!ticket) return failed(ticket);
      out.push_back(std::move(*ticket));
      query.after = row.id;
    }
    more = rows->size() == query.limit;
  }
  return out;
}

KeptRow ticket_row(TurnDeps& deps, const Person& person, const AccessTicket& ticket) {
  KeptRow row;
  row.person = person.ref;
  row.kind = access_ticket_kind;
  row.id = ticket.id;
  const bool open = ticket.state == TicketState::waiting;
  row.mark = deps.vault.look_up("access_tickets", open ? "waiting" : "decided");
  row.sealed = deps.vault.seal(person.key, "kept", to_stored(ticket));
  return row;
}

std::string names_of(const std::vector<DataPart>& parts) {
  std::string out;
  for (const DataPart each : parts) out += (out.empty() ? "" : " ") + std::string(name_of(each));
  return out;
}

Task<void> Api::post_access_ticket(Call& call) {
  const auto found = person_of(call);
  const auto json = object_in(call);
  Faults faults;
  AccessTicket ticket;
  if (json) {
    refuse_unknown(*json, {"parts", "reason"}, faults);
    ticket.parts = parts_in(*json, Parts::required, faults);
    ticket.reason = text_in(*json, "reason", reason_most, Field::required, faults);
  }
  std::optional<wire::Problem> wrong;
  if (!json) wrong = json.error();
  if (json && !faults.empty()) wrong = faulty(std::move(faults));
  if (!found || !*found || wrong) {
    auto answering = !found    ? answer_unavailable(call, found.error())
                     : !*found ? answer_not_found(call)
                               : answer_problem(call, std::move(*wrong));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto tickets = tickets_of(turn(), *person);
  if (tickets) wrong = why_not(*tickets, call.caller.key.text);
  if (!is_minor_to_staff(turn(), *person)) {
    wrong = problem(409, "No approval is needed", "This person is not under age.");
  }
  if (!tickets || wrong) {
    auto answering = tickets ? answer_problem(call, std::move(*wrong))
                             : answer_unavailable(call, tickets.error());
    co_await std::move(answering);
    co_return;
  }
  ticket.asked = turn().clock.now();
  ticket.id = new_id_text("tkt_", ticket.asked, turn().entropy);
  ticket.asked_by = call.caller.key.text;
  ticket.role = call.caller.role;
  Transaction record;
  record.kept.push_back(ticket_row(turn(), *person, ticket));
  record.leaves.push_back(ticket_leaf(turn(), *person, ticket));
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) co_return;
  auto answering = answer_json(call, 201, ticket_json(*person, ticket));
  co_await std::move(answering);
}

Task<void> Api::get_access_tickets(Call& call) {
  const std::string state = query_value(call.request, "state").value_or("waiting");
  if (state != "waiting" && state != "decided") {
    return answer_problem(call, faulty({{"state", "must be waiting or decided"}}));
  }
  const auto queue = queue_of(turn(), state.c_str());
  if (!queue) return answer_unavailable(call, queue.error());
  Json data = Json::array();
  for (const QueuedTicket& each : *queue) data.push_back(ticket_json(*each.person, each.ticket));
  return answer_json(call, 200, list_of(std::move(data), queue->size() == queue_most));
}

Task<void> Api::decide_access_ticket(Call& call) {
  const auto json = object_in(call);
  Faults faults;
  const TicketDecision decision = json ? decision_in(*json, call.caller, faults) : TicketDecision();
  if (!json || !faults.empty()) {
    auto answering = answer_problem(call, json ? faulty(std::move(faults)) : json.error());
    co_await std::move(answering);
    co_return;
  }
  const auto queue = queue_of(turn(), "waiting");
  const QueuedTicket* chosen = nullptr;
  for (std::size_t i = 0; queue && i < queue->size(); ++i) {
    const QueuedTicket& each = (*queue)[i];
    if (each.ticket.id == call.names[0]) chosen = &each;
  }
  if (chosen == nullptr) {
    auto answering = queue ? answer_not_found(call) : answer_unavailable(call, queue.error());
    co_await std::move(answering);
    co_return;
  }
  const MayDecide may = may_decide(chosen->ticket, decision);
  // Of two decisions at once the first holds.
  CredentialRow once;
  once.look_up = turn().vault.look_up("access_ticket", chosen->ticket.id);
  if (may != MayDecide::yes || !redemptions_.take(once, Guess::right, 1)) {
    auto answering =
        answer_problem(call, refusal_for(may == MayDecide::yes ? MayDecide::decided_already : may));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = chosen->person;
  call.subject = person;
  const Milliseconds good_for = turn().policies.current()->pack->params.minors.access_for;
  const AccessTicket ticket = decided(chosen->ticket, decision, turn().clock.now(), good_for);
  Transaction record;
  record.kept.push_back(ticket_row(turn(), *person, ticket));
  record.leaves.push_back(ticket_leaf(turn(), *person, ticket));
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) {
    redemptions_.give_back(once);
    co_return;
  }
  auto answering = answer_json(call, 200, ticket_json(*person, ticket));
  co_await std::move(answering);
}

Task<void> Api::get_accesses(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  KeptQuery query{.kind = access_kind, .person = (*person)->ref};
  query.after = query_value(call.request, "after").value_or("");
  query.limit = accesses_a_page;
  const auto rows = turn().journal.kept(query);
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (const KeptRow& row : *rows) {
    const auto text = turn().vault.open((*person)->key, "kept", row.sealed);
    if (!text) return answer_unavailable(call, text.error());
    Json access = Json::parse(*text, nullptr, false);
    if (!access.is_object()) continue;
    // Where somebody is feared, no guardian learns of the case by who looked at it.
    const bool withheld = access.value("withheld", false);
    access.erase("withheld");
    if (withheld && call.caller.kind == CallerKind::guardian) continue;
    access["id"] = row.id;
    access["object"] = "access";
    data.push_back(std::move(access));
  }
  return answer_json(call, 200, list_of(std::move(data), rows->size() == query.limit));
}

}  // namespace anban::api
