// SPDX-License-Identifier: Apache-2.0
// Staff at a minor's information (O-134; Minors Regulations Art. 36): one gate before every call
// that shows a person to staff, and a record of the queues in which minors stand. What cannot be
// recorded is not shown.
#include <set>

#include "api/api.h"
#include "api/guardian_news.h"
#include "api/staff_access.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t persons_a_leaf = 200;  // so that no leaf grows without end

/// The person's name in a path: "/users/{id}/…", "/guardians/{gid}/children/{id}/…".
const std::string& person_named_in(const Api::Route& route, const Call& call) {
  const bool child = std::string_view(route.pattern).find("/children/{id}") != std::string::npos;
  return call.names[child ? 1 : 0];
}

/// The leaf, and where it was allowed the row for the person's side.
Transaction record_of(TurnDeps& deps, const Person& person, const Api::Route& route,
                      const Caller& caller, const AccessTicket* ticket) {
  const std::string shown = name_of(route.shows);
  Transaction record;
  record.leaves.push_back(act_leaf(
      deps, person, ticket != nullptr ? "minor.accessed" : "minor.access_refused", caller.role,
      {{"obligation", "O-134"},
       {"by", caller.key.text},
       {"part", shown},
       {"call", std::string(route.method) + " " + route.pattern},
       {"ticket", ticket != nullptr ? ticket->id : ""}}));
  if (ticket == nullptr) return record;
  const Instant now = deps.clock.now();
  record.kept.push_back(kept_row(deps, person, access_kind, new_id_text("acc_", now, deps.entropy),
                                 {{"at", to_text(now)},
                                  {"role", caller.role},
                                  {"part", shown},
                                  {"ticket", ticket->id},
                                  {"reason", ticket->reason}}));
  return record;
}

wire::Problem approval_missing(const Api::Route& route) {
  return problem(
      403, "A minor's information needs an approval",
      std::string("Ask for one with POST /anban/v1/users/{id}/access_tickets, parts [\"") +
          name_of(route.shows) +
          "\"] and a reason; a lead, officer or admin grants it for a limited time.");
}

}  // namespace

bool is_minor_to_staff(TurnDeps& deps, Person& person) {
  const auto policy = deps.policies.current();
  const std::lock_guard guard(person.mutex);
  return person.state.suspected_minor ||
         standing_of(person.profile, person.state, standing_rules(*policy->pack, deps.settings),
                     deps.clock.now())
             .is_minor_by_age;
}

Task<void> Api::with_approval(const Route& route, Call& call) {
  const auto found = turn().people.find(PersonId(person_named_in(route, call)));
  const bool minor = found && *found && is_minor_to_staff(turn(), **found);
  if (!minor) {
    auto going_on = found ? carry_out(route, call) : answer_unavailable(call, found.error());
    co_await std::move(going_on);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto tickets = tickets_of(turn(), *person);
  if (!tickets) {
    auto answering = answer_unavailable(call, tickets.error());
    co_await std::move(answering);
    co_return;
  }
  const AccessTicket* ticket =
      ticket_for(*tickets, call.caller.key.text, route.shows, turn().clock.now());
  auto committing = turn().journal.commit(record_of(turn(), *person, route, call.caller, ticket));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  ++(ticket != nullptr ? turn().meters.minors_data_reads : turn().meters.minors_data_refusals);
  auto going_on =
      ticket != nullptr ? carry_out(route, call) : answer_problem(call, approval_missing(route));
  co_await std::move(going_on);
}

Task<bool> Api::may_show_queue(Call& call, std::string queue, std::vector<PersonRef> shown) {
  std::set<PersonRef> minors;
  for (const PersonRef& each : shown) {
    if (each.empty() || minors.contains(each)) continue;
    const auto person = turn().people.find_by_ref(each);
    const bool known_adult = person && (!*person || !is_minor_to_staff(turn(), **person));
    if (!known_adult) minors.insert(each);
  }
  const Instant now = turn().clock.now();
  seen_lately_.leave_new(call.caller.key.text, queue, minors, now);
  if (minors.empty()) co_return true;
  Transaction record;
  std::string names;
  std::size_t count = 0;
  const auto put_down = [&] {
    record.leaves.push_back(act_leaf_of_all(turn(), "minor.accessed", call.caller.role,
                                            {{"obligation", "O-134"},
                                             {"by", call.caller.key.text},
                                             {"queue", queue},
                                             {"persons", names}}));
    names.clear();
    count = 0;
  };
  for (const PersonRef& each : minors) {
    names += (names.empty() ? "" : " ") + each.text;
    if (++count == persons_a_leaf) put_down();
  }
  if (count > 0) put_down();
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) {
    turn().meters.minors_data_reads += minors.size();
    seen_lately_.saw(call.caller.key.text, queue, minors, now);
    co_return true;
  }
  auto answering = answer_unavailable(call, committed.error());
  co_await std::move(answering);
  co_return false;
}

}  // namespace anban::api
