// SPDX-License-Identifier: Apache-2.0
// The operator's queue of appeals (O-129): what is open with its due time, the overdue first, and
// the decision by a person of the right role, with a reason. The second appeal of a person is
// decided by somebody senior who did not decide the first.
#include <algorithm>

#include "api/api.h"
#include "api/appeal_json.h"
#include "api/review_queue.h"
#include "base/utf8.h"
#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "people/session.h"
#include "wire/anban_object.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Faults = std::vector<wire::FieldFault>;

constexpr std::size_t reason_most = 1000;

using QueuedAppeal = Queued<Appeal>;

Result<std::vector<QueuedAppeal>> queue_of(TurnDeps& deps, const char* queue) {
  return queued<Appeal>(deps, appeal_kind, "appeals", queue, appeal_from_stored);
}

struct DecisionBody {
  AppealState outcome = AppealState::open;
  std::string reason;
};

std::expected<DecisionBody, Faults> read_decision(const Json& json) {
  DecisionBody out;
  Faults faults;
  for (const auto& [name, value] : json.items()) {
    if (name != "outcome" && name != "reason") faults.push_back({name, "is not a known field"});
  }
  const Json outcome = json.value("outcome", Json());
  if (outcome == "upheld") out.outcome = AppealState::upheld;
  if (outcome == "rejected") out.outcome = AppealState::rejected;
  if (out.outcome == AppealState::open) {
    faults.push_back({"outcome", "must be upheld or rejected"});
  }
  const Json reason = json.value("reason", Json());
  if (reason.is_string()) out.reason = reason.get<std::string>();
  if (out.reason.empty() || count_code_points(out.reason) > reason_most) {
    faults.push_back({"reason", "must be a string of 1 to 1000 characters"});
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

/// A second look is another person's, and a senior one's.
bool may_decide(TurnDeps& deps, const Caller& caller, const QueuedAppeal& queued) {
  if (queued.matter.round == 1) return true;
  if (caller.role == "operator") return false;
  const auto rows = deps.journal.kept({.kind = appeal_kind, .person = queued.person->ref});
  if (!rows) return false;
  return std::none_of(rows->begin(), rows->end(), [&](const KeptRow& row) {
    const auto text = deps.vault.open(queued.person->key, "appeal", row.sealed);
    const auto earlier = text ? appeal_from_stored(*text) : failed(text);
    return earlier && earlier->decision == queued.matter.decision &&
           earlier->decided_by == caller.key.text;
  });
}

struct News {
  pack::TextKey title;
  pack::TextKey body;
  const char* event_type;
};

News news_of(const Appeal& appeal, int rounds_most) {
  using namespace pack::keys;
  if (appeal.state == AppealState::upheld) {
    const bool mode = appeal.decision == ContestedDecision::suspected_minor;
    return {appeals_upheld_title, appeals_upheld_body, mode ? "mode.changed" : "appeal.decided"};
  }
  const bool last = appeal.round >= rounds_most;
  return {appeals_rejected_title, last ? appeals_rejected_last_body : appeals_rejected_body,
          "appeal.decided"};
}

/// The next reply says it, whatever else the client hears.
void let_next_reply_say(LiveState& state, const News& news) {
  WaitingNotice notice;
  notice.event_type = news.event_type;
  notice.title_key = news.title.name;
  notice.text_key = news.body.name;
  notice.obligation = 129;
  notice.gravity = 55;
  let_wait(state, std::move(notice));
}

void tell_at_once(TurnDeps& deps, Person& person, const Appeal& appeal, const News& news) {
  std::string locale;
  {
    const std::lock_guard guard(person.mutex);
    if (person.listeners.empty()) return;
    locale = person.profile.locale;
  }
  const auto policy = deps.policies.current();
  wire::AnbanEvent event;
  event.id = new_id_text("evt_", deps.clock.now(), deps.entropy);
  event.type = news.event_type;
  event.obligation = "O-129";
  event.basis = policy->pack->basis(129);
  event.severity = "info";
  event.display.as = "dialog";
  event.display.title = policy->pack->texts.say(locale, news.title);
  event.display.body = policy->pack->texts.say(locale, news.body);
  event.extra =
      "\"appeal\":{\"id\":\"" + appeal.id + "\",\"state\":\"" + name_of(appeal.state) + "\"}";
  tell_listeners(person, wire::anban_event_json(event));
}

std::string decided_leaf(const Person& person, const Appeal& appeal) {
  evidence::ActLeaf leaf;
  leaf.kind = "appeal.decided";
  leaf.at = appeal.decided.value_or(appeal.filed);
  leaf.person = person.ref;
  leaf.actor = appeal.role;
  leaf.facts = {{"appeal", appeal.id},
                {"decision", name_of(appeal.decision)},
                {"outcome", name_of(appeal.state)},
                {"round", std::to_string(appeal.round)},
                {"by", appeal.decided_by},
                {"obligation", "O-129"}};
  return evidence::leaf_body(leaf);
}

const QueuedAppeal* find_in(const std::vector<QueuedAppeal>& queue, const std::string& id) {
  for (const QueuedAppeal& each : queue) {
    if (each.matter.id == id) return &each;
  }
  return nullptr;
}

Appeal decided_by(const Caller& caller, Appeal appeal, const DecisionBody& body, Instant now) {
  appeal.state = body.outcome;
  appeal.reason = body.reason;
  appeal.decided = now;
  appeal.decided_by = caller.key.text;
  appeal.role = caller.role;
  return appeal;
}

/// What the decision changes; nothing where somebody else decided it a moment ago.
std::optional<Transaction> decide(TurnDeps& deps, Person& person, const Appeal& appeal,
                                  const pack::Params& params) {
  const Instant now = appeal.decided.value_or(appeal.filed);
  Transaction record;
  const std::lock_guard guard(person.mutex);
  const bool closed = !person.erased && close_appeal(person.state, appeal.id, appeal.state,
                                                     now + params.appeals.quiet);
  if (!closed) return std::nullopt;
  let_next_reply_say(person.state, news_of(appeal, params.appeals.rounds));
  record.persons.push_back(deps.people.row(person, RowParts::state));
  record.kept.push_back(appeal_row(deps.vault, person, appeal));
  record.leaves.push_back({decided_leaf(person, appeal)});
  return record;
}

}  // namespace

Task<void> Api::get_appeals(Call& call) {
  const std::string state = query_value(call.request, "state").value_or("open");
  if (state != "open" && state != "decided") {
    wire::Problem wrong = problem(422, "Which queue?", "state is open or decided.");
    wrong.faults = {{"state", "must be open or decided"}};
    auto answering = answer_problem(call, std::move(wrong));
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
  for (const QueuedAppeal& each : *queue) shown.push_back(each.person->ref);
  auto recording = may_show_queue(call, "appeals", std::move(shown));
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  Json data = Json::array();
  for (const QueuedAppeal& each : *queue) {
    Json json = appeal_json(each.matter, turn().clock.now());
    json["person"] = each.person->ref.text;
    json["decided_by"] = each.matter.decided_by.empty() ? Json() : Json(each.matter.decided_by);
    data.push_back(std::move(json));
  }
  auto answering = answer_json(call, 200, list_of(std::move(data), queue->size() == queue_most));
  co_await std::move(answering);
}

Task<void> Api::decide_appeal(Call& call) {
  const auto json = object_in(call);
  auto body = json ? read_decision(*json) : std::unexpected(Faults());
  if (!body) {
    wire::Problem wrong = problem(422, "Some fields are wrong", "Mend the fields named in errors.");
    wrong.faults = std::move(body.error());
    auto answering = answer_problem(call, json ? std::move(wrong) : json.error());
    co_await std::move(answering);
    co_return;
  }
  TurnDeps& deps = turn();
  const auto queue = queue_of(deps, "open");
  const QueuedAppeal* chosen = queue ? find_in(*queue, call.names[0]) : nullptr;
  if (chosen == nullptr) {
    auto answering = queue ? answer_not_found(call) : answer_unavailable(call, queue.error());
    co_await std::move(answering);
    co_return;
  }
  if (!may_decide(deps, call.caller, *chosen)) {
    auto answering = answer_problem(
        call, problem(403, "Somebody else decides this one",
                      "A second appeal is decided by a lead or officer who did not decide the "
                      "first."));
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = chosen->person;
  const pack::Params params = deps.policies.current()->pack->params;
  const Appeal appeal = decided_by(call.caller, chosen->matter, *body, deps.clock.now());
  call.subject = person;
  auto record = decide(deps, *person, appeal, params);
  if (!record) {
    auto answering = answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  auto committing = deps.journal.commit(std::move(*record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    deps.people.forget(*person);  // memory must not be ahead of what is stored
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  tell_at_once(deps, *person, appeal, news_of(appeal, params.appeals.rounds));
  auto answering = answer_json(call, 200, appeal_json(appeal, *appeal.decided));
  co_await std::move(answering);
}

}  // namespace anban::api
