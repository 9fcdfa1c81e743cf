// SPDX-License-Identifier: Apache-2.0
// Plans, drills and the reminders of them.
#include "turn/drills.h"

#include "evidence/leaf.h"
#include "pack/staff_keys.h"
#include "ports/notifier.h"
#include "turn/rosters.h"

namespace anban {
namespace {

constexpr const char* locale = "zh-CN";  // of who is on call
constexpr const char* plans_prefix = "contingency_plan/";

std::string drills_prefix(const std::string& plan) { return "contingency_drill/" + plan + "/"; }
std::string reminder_of(const std::string& plan) { return "contingency_reminder/" + plan; }

std::string time_zone(const TurnDeps& deps) {
  const auto policy = deps.policies.current();
  return policy->pack->default_time_zone;
}

LocalDate today(const TurnDeps& deps) { return local_time(deps.clock.now(), time_zone(deps)).date; }

template <class Row>
Result<std::vector<Row>> all_of(const TurnDeps& deps, const std::string& prefix,
                                Result<Row> (*read)(std::string_view)) {
  const auto rows = deps.journal.settings(prefix);
  if (!rows) return failed(rows);
  std::vector<Row> out;
  for (const SettingRow& row : *rows) {
    const auto text = open_setting(deps.vault, deps.outbox_key, row);
    if (!text) return failed(text);
    auto each = read(*text);
    if (!each) return failed(each);
    out.push_back(std::move(*each));
  }
  return out;
}

OutboxRow message(TurnDeps& deps, const ContingencyPlan& plan, LocalDate due) {
  const auto policy = deps.policies.current();
  const pack::Texts& texts = policy->pack->texts;
  Notification words;
  words.id = new_id<NotificationId>("ntf_", deps.clock.now(), deps.entropy);
  words.channel = "on_call";
  words.event = "drill.overdue";
  words.locale = locale;
  words.subject = texts.say(locale, pack::keys::drills_overdue_subject);
  words.body = texts.say(locale, pack::keys::drills_overdue_body,
                         {{"plan", plan.id}, {"date", to_text(due)}});
  words.parameters = {{"plan", plan.id}, {"date", to_text(due)}};
  OutboxRow row;
  row.id = words.id;
  row.recipient = "on_call";
  row.channel = words.channel;
  row.event = words.event;
  row.sealed_notification = seal_notification(words, deps.outbox_key, deps.vault);
  row.created = deps.clock.now();
  row.next_attempt = row.created;
  return row;
}

Transaction record_of(TurnDeps& deps, const ContingencyPlan& plan, LocalDate due) {
  evidence::ActLeaf leaf;
  leaf.kind = "drill.overdue";
  leaf.at = deps.clock.now();
  leaf.actor = "system";
  leaf.facts = {{"obligation", "O-46"}, {"plan", plan.id}, {"due", to_text(due)}};
  Transaction record;
  record.leaves.push_back({evidence::leaf_body(leaf)});
  record.settings.push_back({reminder_of(plan.id), to_text(due)});
  record.outbox.push_back(message(deps, plan, due));
  return record;
}

/// Whether it was told that this drill is overdue.
Result<bool> was_told(const TurnDeps& deps, const std::string& plan, LocalDate due) {
  const auto rows = deps.journal.settings(reminder_of(plan));
  if (!rows) return failed(rows);
  for (const SettingRow& row : *rows) {
    if (row.name == reminder_of(plan)) return row.value == to_text(due);
  }
  return false;
}

}  // namespace

Result<std::vector<ContingencyPlan>> contingency_plans(const TurnDeps& deps) {
  return all_of<ContingencyPlan>(deps, plans_prefix, plan_from_stored);
}

Result<std::vector<Drill>> drills_of(const TurnDeps& deps, const std::string& plan) {
  return all_of<Drill>(deps, drills_prefix(plan), drill_from_stored);
}

SettingRow plan_row(const TurnDeps& deps, const ContingencyPlan& plan) {
  return sealed_setting(deps, plans_prefix + plan.id, to_stored(plan));
}

SettingRow drill_row(const TurnDeps& deps, const std::string& plan, const Drill& drill) {
  return sealed_setting(deps, drills_prefix(plan) + drill.id, to_stored(drill));
}

DrillStanding drill_standing(const TurnDeps& deps, const ContingencyPlan& plan,
                             const std::vector<Drill>& drills) {
  const LocalDate due = drill_due(plan, drills, time_zone(deps));
  return {due, due < today(deps)};
}

Result<std::uint64_t> drills_overdue(const TurnDeps& deps) {
  const auto plans = contingency_plans(deps);
  if (!plans) return failed(plans);
  std::uint64_t overdue = 0;
  for (const ContingencyPlan& plan : *plans) {
    const auto drills = drills_of(deps, plan.id);
    if (!drills) return failed(drills);
    if (drill_standing(deps, plan, *drills).overdue) ++overdue;
  }
  return overdue;
}

Task<bool> remind_of_drills(TurnDeps& deps) {
  const auto plans = contingency_plans(deps);
  if (!plans) co_return false;
  for (const ContingencyPlan& plan : *plans) {
    const auto drills = drills_of(deps, plan.id);
    if (!drills) co_return false;
    const DrillStanding standing = drill_standing(deps, plan, *drills);
    if (!standing.overdue) continue;
    const auto told = was_told(deps, plan.id, standing.due);
    if (!told) co_return false;
    if (*told) continue;
    auto committing = deps.journal.commit(record_of(deps, plan, standing.due));
    const Result<Committed> committed = co_await std::move(committing);
    if (!committed) {
      deps.log.warn("drill.not_reminded", {{"why", committed.error().detail}});
      co_return false;
    }
    if (deps.nudge_outbox) deps.nudge_outbox();
  }
  co_return true;
}

}  // namespace anban
