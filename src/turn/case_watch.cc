// SPDX-License-Identifier: Apache-2.0
// Rounds over the cases that nobody acknowledged.
#include "turn/case_watch.h"

#include <algorithm>

#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "ports/notifier.h"
#include "turn/rosters.h"

namespace anban {
namespace {

constexpr std::size_t cases_looked_at = 1000;  // that wait, the longest first
constexpr Milliseconds look_at_least_every = std::chrono::minutes(1);
constexpr Milliseconds store_pause = std::chrono::seconds(2);  // when it does not answer
constexpr const char* on_call = "on_call";
constexpr const char* locale = "zh-CN";  // of who is on call

/// A crisis of life that nobody took yet. What can wait (property, refunds, elders' calls) has a
/// time of its own.
bool is_waiting(const CaseRow& row) {
  return row.state == "open" && !row.acknowledged && row.tier >= 2 && row.kind != "property_loss";
}

std::vector<const OutboxRow*> told_of_roster(const std::vector<OutboxRow>& contacts) {
  std::vector<const OutboxRow*> out;
  for (const OutboxRow& each : contacts) {
    if (each.recipient == on_call) out.push_back(&each);
  }
  return out;
}

/// One row a person told: its id comes from the case's, so that nobody is told twice of a step. The
/// first one is the outbox's own fall-back (notify/outbox.cc).
NotificationId row_id(const CaseId& care_case, std::size_t told) {
  const std::size_t prefix = care_case.text.find('_');
  std::string id = "ntf_" + care_case.text.substr(prefix == std::string::npos ? 0 : prefix + 1);
  id += "_on_call";
  if (told > 0) id += "_" + std::to_string(told);
  return NotificationId(id);
}

Notification words_of(TurnDeps& deps, const CaseRow& row, NotificationId id) {
  const auto policy = deps.policies.current();
  const pack::Texts& texts = policy->pack->texts;
  Notification words;
  words.id = std::move(id);
  words.channel = on_call;
  words.event = "crisis.case";
  words.locale = locale;
  words.subject = texts.say(locale, pack::keys::on_call_case_subject);
  words.body = texts.say(locale, pack::keys::on_call_case_body, {{"case", row.id.text}});
  words.parameters = {{"case", row.id.text}};
  return words;
}

OutboxRow outbox_row(TurnDeps& deps, const CaseRow& row, const Notification& words) {
  OutboxRow out;
  out.id = words.id;
  out.person = row.person;
  out.recipient = on_call;
  out.channel = words.channel;
  out.event = words.event;
  out.care_case = row.id;
  out.created = deps.clock.now();
  out.next_attempt = out.created;
  out.sealed_notification = seal_notification(words, deps.outbox_key, deps.vault);
  return out;
}

std::string leaf_of(const CaseRow& row, const OutboxRow& told, std::size_t position,
                    const std::string& by) {
  evidence::ActLeaf leaf;
  leaf.kind = "case.escalated";
  leaf.at = told.created;
  leaf.person = row.person;
  leaf.actor = by == "system" ? "system" : "staff";
  leaf.facts = {{"obligation", "O-47"},
                {"case", row.id.text},
                {"position", std::to_string(position)},
                {"notification", told.id.text},
                {"by", by}};
  return evidence::leaf_body(leaf);
}

std::size_t people_on_duty(const std::optional<Roster>& roster, Instant now) {
  return roster ? std::max<std::size_t>(on_duty(*roster, now).size(), 1) : 1;
}

}  // namespace

std::optional<Instant> escalation_due(const CaseRow& row, const std::vector<OutboxRow>& contacts,
                                      std::size_t people, const Patience& patience) {
  if (!is_waiting(row)) return std::nullopt;
  const auto told = told_of_roster(contacts);
  Instant last = row.opened;
  for (const OutboxRow* each : told) last = std::max(last, each->created);
  const Instant due = last + (told.size() >= people ? patience.again : patience.acknowledge_within);
  if (due > row.opened + patience.give_up) return std::nullopt;
  return due;
}

Result<void> add_escalation(TurnDeps& deps, const CaseRow& row, const std::string& by,
                            Transaction& into) {
  const auto contacts = deps.journal.outbox_of_case(row.id);
  if (!contacts) return failed(contacts);
  const auto roster = stored_roster(deps);
  if (!roster) return failed(roster);
  const Instant now = deps.clock.now();
  const std::size_t told = told_of_roster(*contacts).size();
  const EscalationStep step = escalation_step(told, people_on_duty(*roster, now));
  Notification words = words_of(deps, row, row_id(row.id, told));
  if (*roster && !(*roster)->members.empty()) {
    const RosterMember& whom = (*roster)->members[on_duty(**roster, now)[step.position]];
    words.channel = whom.channel;
    words.address = Private<std::string>(whom.address);
  }
  OutboxRow message = outbox_row(deps, row, words);
  into.leaves.push_back({leaf_of(row, message, step.position, by)});
  into.outbox.push_back(std::move(message));
  return {};
}

void CaseWatch::stop() noexcept {
  stopping_ = true;
  bell_.ring();
}

Task<void> CaseWatch::run() {
  while (!stopping_) {
    auto looking = look();
    const Instant next = co_await std::move(looking);
    const auto alarm = deps_.timer.at(next, [this] { bell_.ring(); });
    co_await bell_.wait();
  }
}

Task<bool> CaseWatch::tell(CaseRow row) {
  Transaction record;
  Result<void> done = add_escalation(deps_, row, "system", record);
  if (done) {
    auto committing = deps_.journal.commit(std::move(record));
    const Result<Committed> committed = co_await std::move(committing);
    if (!committed) done = failed(committed);
  }
  if (!done) {
    deps_.log.warn("case.not_escalated", {{"case", row.id.text}, {"why", done.error().detail}});
  }
  co_return done.has_value();
}

Task<Instant> CaseWatch::look() {
  const auto policy = deps_.policies.current();
  const pack::Params& params = policy->pack->params;
  const Patience patience{params.care.acknowledge_within, params.care.escalate_again,
                          params.notify.retry_for};
  const Instant now = deps_.clock.now();
  auto rows = deps_.journal.cases_to_escalate(Instant::max(), cases_looked_at);
  const auto roster = stored_roster(deps_);
  if (!rows || !roster) co_return now + store_pause;
  Instant next = now + look_at_least_every;
  const std::size_t people = people_on_duty(*roster, now);
  bool told = false;
  for (CaseRow& row : *rows) {
    if (!is_waiting(row)) continue;
    const auto contacts = deps_.journal.outbox_of_case(row.id);
    if (!contacts) co_return now + store_pause;
    const auto due = escalation_due(row, *contacts, people, patience);
    if (!due) continue;
    if (*due > now) {
      next = std::min(next, *due);
      continue;
    }
    auto telling = tell(std::move(row));
    const bool went_well = co_await std::move(telling);
    next = std::min(next, now + (went_well ? patience.acknowledge_within : store_pause));
    told |= went_well;
  }
  if (told && deps_.nudge_outbox) deps_.nudge_outbox();
  co_return next;
}

}  // namespace anban
