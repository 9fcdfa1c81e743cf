// SPDX-License-Identifier: Apache-2.0
// Beginning, writing and ending: the staff's side.
#include "turn/takeovers.h"

#include <nlohmann/json.hpp>

#include "base/background.h"
#include "evidence/leaf.h"
#include "turn/care_rows.h"
#include "turn/record.h"
#include "turn/staff_words.h"

namespace anban {
namespace {

constexpr const char* access_kind = "access";

using Facts = std::vector<std::pair<std::string, std::string>>;

LeafRow leaf_of(TurnDeps& deps, const Person& person, const Takeover& takeover, const char* kind,
                Facts more) {
  evidence::ActLeaf leaf;
  leaf.kind = kind;
  leaf.at = deps.clock.now();
  leaf.person = person.ref;
  leaf.actor = takeover.by.role;
  leaf.facts = {{"obligation", "O-92"},
                {"takeover", takeover.id},
                {"case", takeover.care_case.text},
                {"by", takeover.by.key}};
  for (auto& each : more) leaf.facts.push_back(std::move(each));
  return {evidence::leaf_body(leaf)};
}

CaseStaff case_staff(const StaffMember& by) { return {by.key, by.name, by.role}; }

Takeover new_takeover(TurnDeps& deps, const TakeoverStart& start) {
  Takeover takeover;
  takeover.started = deps.clock.now();
  takeover.id = new_id_text("tko_", takeover.started, deps.entropy);
  takeover.care_case = start.care_case.id;
  takeover.by = start.by;
  takeover.last_act = takeover.started;
  takeover.session = start.session;
  takeover.character = start.character;
  return takeover;
}

/// Who takes over reads along: the person's side sees that once (GET users/{id}/accesses).
KeptRow access_row(TurnDeps& deps, const Person& person, const Takeover& takeover) {
  const nlohmann::json body = {{"at", to_text(takeover.started)},
                               {"role", takeover.by.role},
                               {"part", "conversation"},
                               {"ticket", ""},
                               {"reason", "takeover " + takeover.care_case.text}};
  KeptRow row;
  row.person = person.ref;
  row.kind = access_kind;
  row.id = new_id_text("acc_", takeover.started, deps.entropy);
  row.sealed = deps.vault.seal(person.key, "kept", body.dump());
  return row;
}

MessageRow message_row(TurnDeps& deps, const Person& person, const Takeover& takeover,
                       const StaffMessage& message) {
  StoredTurn stored;
  stored.reply = message.text;
  stored.outcome = "taken_over";
  stored.finish_reason = "stop";
  stored.staff = takeover.id;
  MessageRow row;
  row.turn = message.id;
  row.person = person.ref;
  row.session = takeover.session;
  row.character = takeover.character;
  row.at = message.at;
  row.sealed = deps.vault.seal(person.key, "message", to_stored(stored));
  return row;
}

}  // namespace

Milliseconds Takeovers::idle() const {
  return deps_.policies.current()->pack->params.care.takeover_idle;
}

KeptRow Takeovers::row_of(const Person& person, const Takeover& takeover) {
  KeptRow row;
  row.person = person.ref;
  row.kind = kept_kind;
  row.id = takeover.id;
  const bool is_live = takeover.is_active() || takeover.has_news();
  row.mark = deps_.vault.look_up("takeovers", is_live ? live_mark : over_mark);
  row.sealed = deps_.vault.seal(person.key, "takeover", to_stored(takeover));
  return row;
}

Result<void> Takeovers::take_place(const std::shared_ptr<Live>& taken) {
  const std::lock_guard guard(mutex_);
  const PersonRef& person = taken->person->ref;
  const std::shared_ptr<Live> known = live_of(person);
  if (known && known->row.is_active()) return failed(ErrorCode::exhausted, "taken over already");
  if (!known && lives_.size() >= live_most) return failed(ErrorCode::exhausted, "too many");
  if (known) {  // ended, not told: its words still come first
    taken->unshown = known->unshown;
    taken->row.unshown = known->row.unshown;
  }
  lives_[person] = taken;
  count_ = lives_.size();
  return {};
}

void Takeovers::give_up_place(const PersonRef& person) {
  const std::lock_guard guard(mutex_);
  lives_.erase(person);
  count_ = lives_.size();
}

Task<Result<Takeover>> Takeovers::begin(TakeoverStart start) {
  const std::shared_ptr<Person> person = start.person;
  Takeover takeover = new_takeover(deps_, start);
  const CaseTerms terms = case_terms(*deps_.policies.current()->pack);
  CaseChange taking = claimed(start.care_case, case_staff(start.by), takeover.started, terms);
  if (!taking) {
    const bool closed = taking.error() == CaseRefusal::closed_already;
    co_return failed(ErrorCode::denied,
                     closed ? "It is closed." : "It is held by " + start.care_case.holder + ".");
  }
  taking->takeover = takeover.id;
  taking->in_takeover = true;
  takeover.lease_until = taking->lease_until;
  const auto taken = std::make_shared<Live>();
  taken->row = takeover;
  taken->person = person;
  if (auto placed = take_place(taken); !placed) co_return failed(placed);
  Transaction record;
  record.kept.push_back(row_of(*person, taken->row));
  record.kept.push_back(access_row(deps_, *person, takeover));
  record.cases.push_back(std::move(*taking));
  record.leaves.push_back(leaf_of(deps_, *person, takeover, "takeover.started", {}));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    give_up_place(person->ref);
    co_return failed(committed);
  }
  stop_running(*person, StopReason::taken_over);
  tell_person({takeover, person}, "takeover.started");
  ++deps_.meters.takeovers;
  auto starting = in_background(watch(takeover.id));
  co_await std::move(starting);
  co_return takeover;
}

Result<std::optional<CaseRow>> Takeovers::case_after_act(const Takeover& takeover, Instant now) {
  const auto held = deps_.journal.case_by_id(takeover.care_case);
  if (!held) return failed(held);
  if (!*held) return std::optional<CaseRow>();
  const CaseTerms terms = case_terms(*deps_.policies.current()->pack);
  CaseChange change = acted(**held, case_staff(takeover.by), now, terms);
  if (!change) return failed(ErrorCode::not_found, "the case is somebody else's now");
  return std::optional<CaseRow>(std::move(*change));
}

void Takeovers::keep_message(const TakenOver& taken, const StaffMessage& message) {
  const std::lock_guard guard(mutex_);
  const std::shared_ptr<Live> found = live_of(taken.person->ref);
  if (!found) return;
  found->row.last_act = message.at;
  found->row.lease_until = taken.takeover.lease_until;
  found->unshown.push_back(message);
  if (found->unshown.size() > unshown_most) found->unshown.pop_front();
  found->row.unshown.clear();
  for (const StaffMessage& each : found->unshown) found->row.unshown.push_back(each.id);
}

Task<Result<StaffMessage>> Takeovers::write(std::string id, std::string text) {
  StaffMessage message;
  message.at = deps_.clock.now();
  message.id = new_id<TurnId>("trn_", message.at, deps_.entropy);
  message.text = std::move(text);
  TakenOver taken;
  {
    const std::lock_guard guard(mutex_);
    const std::shared_ptr<Live> found = live(id);
    if (!found || over_at(found->row, message.at, idle())) {
      co_return failed(ErrorCode::not_found, "the takeover is over");
    }
    taken = {found->row, found->person};
  }
  auto renewed = case_after_act(taken.takeover, message.at);
  if (!renewed) co_return failed(renewed);
  if (*renewed) taken.takeover.lease_until = (*renewed)->lease_until;
  taken.takeover.last_act = message.at;
  taken.takeover.unshown.push_back(message.id);
  Transaction record;
  record.messages.push_back(message_row(deps_, *taken.person, taken.takeover, message));
  if (*renewed) record.cases.push_back(std::move(**renewed));
  record.kept.push_back(row_of(*taken.person, taken.takeover));
  record.leaves.push_back(leaf_of(
      deps_, *taken.person, taken.takeover, "takeover.message",
      {{"turn", message.id.text}, {"mac", evidence::text_mac(taken.person->key, message.text)}}));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) co_return failed(committed);
  keep_message(taken, message);
  wake(id);
  tell_listeners(*taken.person, staff_message_json(deps_, *taken.person, id, message));
  tell_staff(id, staff_wrote_json(message));
  co_return message;
}

Task<Result<Takeover>> Takeovers::end(std::string id, TakeoverEnd why, std::string note) {
  TakenOver taken;
  {
    const std::lock_guard guard(mutex_);
    const std::shared_ptr<Live> found = live(id);
    if (!found || !found->row.is_active()) {
      co_return failed(ErrorCode::not_found, "the takeover is over");
    }
    found->row.ended = deps_.clock.now();
    found->row.why = why;
    found->row.note = note;
    taken = {found->row, found->person};
  }
  Transaction record;
  record.kept.push_back(row_of(*taken.person, taken.takeover));
  const auto held = deps_.journal.case_by_id(taken.takeover.care_case);
  if (held && *held && (*held)->takeover == id) {
    CaseRow row = **held;
    ++row.version;
    row.in_takeover = false;
    record.cases.push_back(std::move(row));
  }
  record.leaves.push_back(
      leaf_of(deps_, *taken.person, taken.takeover, "takeover.ended",
              {{"why", name_of(why)},
               {"note", note.empty() ? "" : evidence::text_mac(taken.person->key, note)}}));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  {
    const std::lock_guard guard(mutex_);
    if (!committed) {
      if (const auto found = live(id)) found->row.ended.reset();  // it goes on until it is recorded
      co_return failed(committed);
    }
    if (why == TakeoverEnd::handed_back) {
      if (handed_back_.size() >= live_most) handed_back_.clear();  // then the fixed words again
      handed_back_.insert(taken.takeover.care_case);
    }
  }
  wake(id);
  tell_person(taken, "takeover.ended");
  tell_staff(id, takeover_over_json(taken.takeover));
  co_return taken.takeover;
}

Task<void> Takeovers::end_of(std::string key) {
  set_present(key, std::nullopt);
  for (const TakenOver& each : active()) {
    if (each.takeover.by.key != key) continue;
    auto ending = end(each.takeover.id, TakeoverEnd::signed_out, "");
    co_await std::move(ending);
  }
}

Task<void> Takeovers::watch(std::string id) {
  for (;;) {
    const auto taken = find(id);
    if (!taken || !taken->takeover.is_active()) co_return;
    const Instant now = deps_.clock.now();
    const auto why = over_at(taken->takeover, now, idle());
    Instant until = ends_at(taken->takeover, idle());
    if (why) {
      auto ending = end(id, *why, "");
      const Result<Takeover> ended = co_await std::move(ending);
      if (ended) co_return;
      until = now + Seconds(1);  // the store is down: it is told once it is recorded
    }
    auto pausing = deps_.timer.sleep_until(until);
    co_await std::move(pausing);
  }
}

Task<void> Takeovers::run() {
  for (const TakenOver& each : active()) {
    auto starting = in_background(watch(each.takeover.id));
    co_await std::move(starting);
  }
}

}  // namespace anban
