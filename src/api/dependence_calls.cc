// SPDX-License-Identifier: Apache-2.0
// The person has seen a reminder on dependence (O-97): every one not yet acknowledged is, once, and
// the record says so. A second call changes nothing.
#include "api/api.h"
#include "api/person_json.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

std::string leaf_of(const Person& person, const Caller& caller, int reminders, Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = "dependence.acknowledged";
  leaf.at = now;
  leaf.person = person.ref;
  leaf.actor = caller.kind == CallerKind::personal ? "person" : "app";
  leaf.facts = {{"obligation", "O-97"}, {"reminders", std::to_string(reminders)}};
  return evidence::leaf_body(leaf);
}

/// How many were not acknowledged before. The caller holds person.mutex.
int acknowledge(LiveState& state, Instant now) {
  int fresh = 0;
  for (DependenceReminder& each : state.reminded_of_dependence) {
    if (each.acknowledged) continue;
    each.acknowledged = now;
    ++fresh;
  }
  return fresh;
}

}  // namespace

Task<void> Api::post_dependence_seen(Call& call) {
  const auto body = object_in(call);
  const auto found = body ? person_of(call) : std::shared_ptr<Person>();
  if (!body || !found || !*found) {
    auto answering = !body    ? answer_problem(call, body.error())
                     : !found ? answer_unavailable(call, found.error())
                              : answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  if (!body->empty()) {
    wire::Problem wrong = problem(422, "The call was not accepted", "Mend the fields in errors.");
    for (const auto& [name, value] : body->items()) {
      wrong.faults.push_back({name, "is not a known field"});
    }
    auto answering = answer_problem(call, std::move(wrong));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  const auto policy = turn().policies.current();
  const Instant now = turn().clock.now();
  Transaction record;
  nlohmann::json answer;
  {
    const std::lock_guard guard(person->mutex);
    const int fresh = acknowledge(person->state, now);
    answer = dependence_json(person->state, policy->pack->params);
    if (fresh > 0) {
      record.leaves.push_back({leaf_of(*person, call.caller, fresh, now)});
      record.persons.push_back(turn().people.row(*person, RowParts::state));
    }
  }
  answer["object"] = "dependence";
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) turn().people.forget(*person);
  auto answering =
      committed ? answer_json(call, 200, answer) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
