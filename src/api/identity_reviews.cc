// SPDX-License-Identifier: Apache-2.0
// The operator's queue of identities that want to open a further account (O-80): parents' ids used
// by children end here. A person of the right role accepts or refuses, with a reason.
#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "api/review_queue.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

using QueuedReview = Queued<IdentityReview>;

Result<std::vector<QueuedReview>> queue_of(TurnDeps& deps, const char* queue) {
  return queued<IdentityReview>(deps, identity_review_kind, "identity_reviews", queue,
                                identity_review_from_stored);
}

Json review_json(const QueuedReview& queued, Instant now) {
  const IdentityReview& review = queued.matter;
  const bool open = review.state == "open";
  return {{"id", review.id},
          {"object", "identity_review"},
          {"person", queued.person->ref.text},
          {"method", name_of(review.identity.method)},
          {"why", "this identity opened its accounts already"},
          {"filed", to_text(review.filed)},
          {"due", to_text(review.due)},
          {"overdue", open && now > review.due},
          {"state", review.state},
          {"decided_by", review.decided_by.empty() ? Json() : Json(review.decided_by)},
          {"reason", review.reason.empty() ? Json() : Json(review.reason)}};
}

std::string decided_leaf(const QueuedReview& queued, const std::string& role, Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = "identity.review_decided";
  leaf.at = now;
  leaf.person = queued.person->ref;
  leaf.actor = role;
  leaf.facts = {{"review", queued.matter.id},
                {"outcome", queued.matter.state},
                {"by", queued.matter.decided_by},
                {"obligation", "O-80"}};
  return evidence::leaf_body(leaf);
}

}  // namespace

Task<void> Api::get_identity_reviews(Call& call) {
  const std::string state = query_value(call.request, "state").value_or("open");
  if (state != "open" && state != "decided") {
    auto answering = answer_problem(call, faulty({{"state", "must be open or decided"}}));
    co_await std::move(answering);
    co_return;
  }
  const auto queue = queue_of(turn(), state.c_str());
  if (!queue) {
    auto answering = answer_unavailable(call, queue.error());
    co_await std::move(answering);
    co_return;
  }
  std::vector<PersonRef> shown;
  for (const QueuedReview& each : *queue) shown.push_back(each.person->ref);
  auto recording = may_show_queue(call, "identity_reviews", std::move(shown));
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  Json data = Json::array();
  for (const QueuedReview& each : *queue) data.push_back(review_json(each, turn().clock.now()));
  auto answering = answer_json(call, 200, list_of(std::move(data), queue->size() == queue_most));
  co_await std::move(answering);
}

Task<void> Api::decide_identity_review(Call& call) {
  const auto body = object_in(call);
  Faults faults;
  std::string outcome;
  std::string reason;
  if (body) {
    refuse_unknown(*body, {"outcome", "reason"}, faults);
    outcome = text_in(*body, "outcome", 16, Field::required, faults);
    reason = text_in(*body, "reason", 1000, Field::required, faults);
    if (!outcome.empty() && outcome != "accepted" && outcome != "refused") {
      faults.push_back({"outcome", "must be accepted or refused"});
    }
  }
  if (!body || !faults.empty()) {
    auto answering = answer_problem(call, body ? faulty(std::move(faults)) : body.error());
    co_await std::move(answering);
    co_return;
  }
  TurnDeps& deps = turn();
  auto queue = queue_of(deps, "open");
  QueuedReview chosen;
  for (QueuedReview& each : queue ? *queue : std::vector<QueuedReview>()) {
    if (each.matter.id == call.names[0]) chosen = std::move(each);
  }
  if (!chosen.person) {
    auto answering = queue ? answer_not_found(call) : answer_unavailable(call, queue.error());
    co_await std::move(answering);
    co_return;
  }
  const Instant now = deps.clock.now();
  chosen.matter.state = outcome;
  chosen.matter.reason = reason;
  chosen.matter.decided_by = call.caller.key.text;
  call.subject = chosen.person;
  Transaction record;
  record.kept.push_back(review_row(deps.vault, *chosen.person, chosen.matter));
  record.leaves.push_back({decided_leaf(chosen, call.caller.role, now)});
  if (outcome == "accepted") {
    Person& person = *chosen.person;
    const std::lock_guard guard(person.mutex);
    apply(person, chosen.matter.identity, local_time(now, person.profile.time_zone).date);
    record.persons.push_back(deps.people.row(person, RowParts::state_and_profile));
    record.kept.push_back(proofs_.identity_row(person, chosen.matter.identity, chosen.matter.mark));
  }
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) deps.people.forget(*chosen.person);
  auto answering = committed ? answer_json(call, 200, review_json(chosen, now))
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
