// SPDX-License-Identifier: Apache-2.0
// Reminders of the audit.
#include "turn/minors_audits.h"

#include <algorithm>

#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "ports/notifier.h"

namespace anban {
namespace {

using Json = nlohmann::json;
using duties::AuditReminder;

constexpr const char* names[] = {"reminders", "report", "submission"};
constexpr const char* locale = "zh-CN";  // of who is on call, as for crisis cases

std::string setting_of(int year, AuditPart part) {
  return "minors_audit/" + std::to_string(year) + "/" + names[static_cast<std::size_t>(part)];
}

std::vector<AuditReminder> reminders_from(const Json& list) {
  std::vector<AuditReminder> out;
  for (const AuditReminder each :
       {AuditReminder::first, AuditReminder::second, AuditReminder::last, AuditReminder::missed}) {
    for (const Json& name : list) {
      if (name == duties::name_of(each)) out.push_back(each);
    }
  }
  return out;
}

OutboxRow message(TurnDeps& deps, int year, AuditReminder reminder) {
  const auto policy = deps.policies.current();
  const pack::Pack& pack = *policy->pack;
  const bool missed = reminder == AuditReminder::missed;
  const pack::Placeholders with = {{"year", std::to_string(year)},
                                   {"date", to_text(duties::audit_due(year, pack.params))}};
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", deps.clock.now(), deps.entropy);
  notification.channel = "on_call";
  notification.event = missed ? "audit.missed" : "audit.reminder";
  notification.locale = locale;
  notification.subject = pack.texts.say(
      locale, missed ? pack::keys::audits_missed_subject : pack::keys::audits_reminder_subject);
  notification.body = pack.texts.say(
      locale, missed ? pack::keys::audits_missed_body : pack::keys::audits_reminder_body, with);
  OutboxRow row;
  row.id = notification.id;
  row.recipient = "on_call";
  row.channel = notification.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = deps.clock.now();
  row.next_attempt = row.created;
  return row;
}

Transaction record_of(TurnDeps& deps, MinorsAudit audit, AuditReminder reminder) {
  const auto policy = deps.policies.current();
  audit.given.push_back(reminder);
  Json given = Json::array();
  for (const AuditReminder each : audit.given) given.push_back(duties::name_of(each));
  evidence::ActLeaf leaf;
  leaf.kind = reminder == AuditReminder::missed ? "audit.missed" : "audit.reminded";
  leaf.at = deps.clock.now();
  leaf.actor = "system";
  leaf.facts = {{"obligation", "O-131"},
                {"year", std::to_string(audit.year)},
                {"reminder", duties::name_of(reminder)},
                {"due", to_text(duties::audit_due(audit.year, policy->pack->params))}};
  Transaction record;
  record.leaves.push_back({evidence::leaf_body(leaf)});
  record.settings.push_back(minors_audit_row(audit.year, AuditPart::reminders, given));
  record.outbox.push_back(message(deps, audit.year, reminder));
  return record;
}

}  // namespace

std::optional<LocalDate> MinorsAudit::submitted() const {
  if (!submission.is_object()) return std::nullopt;
  const auto date = parse_date(submission.value("on", ""));
  if (!date) return std::nullopt;
  return *date;
}

SettingRow minors_audit_row(int year, AuditPart part, const Json& value) {
  return {setting_of(year, part), value.dump()};
}

Result<MinorsAudit> minors_audit(Journal& journal, int year) {
  const auto rows = journal.settings("minors_audit/" + std::to_string(year) + "/");
  if (!rows) return failed(rows);
  MinorsAudit out;
  out.year = year;
  for (const SettingRow& row : *rows) {
    const Json json = Json::parse(row.value, nullptr, false);
    if (row.name == setting_of(year, AuditPart::reminders)) out.given = reminders_from(json);
    if (row.name == setting_of(year, AuditPart::report)) out.report = json;
    if (row.name == setting_of(year, AuditPart::submission)) out.submission = json;
  }
  return out;
}

Result<int> first_audited_year(TurnDeps& deps) {
  const int this_year = audit_today(deps).year;
  const auto leaves = deps.journal.leaves(0, 1);
  const auto count = deps.journal.leaf_count();
  if (!count) return failed(count);
  if (*count == 0) return this_year;
  if (!leaves) return failed(leaves);
  const Json leaf = Json::parse(leaves->front(), nullptr, false);
  const auto at = parse_instant(leaf.is_object() ? leaf.value("at", "") : std::string());
  if (!at) return this_year;
  const auto policy = deps.policies.current();
  return std::min(this_year, local_time(*at, policy->pack->default_time_zone).date.year);
}

LocalDate audit_today(TurnDeps& deps) {
  const auto policy = deps.policies.current();
  return local_time(deps.clock.now(), policy->pack->default_time_zone).date;
}

Task<bool> remind_of_minors_audits(TurnDeps& deps) {
  const auto first = first_audited_year(deps);
  const LocalDate today = audit_today(deps);
  const pack::Params params = deps.policies.current()->pack->params;
  std::uint64_t late = 0;
  for (int year = first ? *first : today.year; year <= today.year; ++year) {
    auto audit = minors_audit(deps.journal, year);
    if (!audit) co_return false;
    const auto submitted = audit->submitted();
    if (duties::audit_state(year, today, submitted, params) == duties::AuditState::missed) ++late;
    const auto reminder =
        submitted ? std::nullopt : duties::audit_reminder(year, today, audit->given, params);
    if (!reminder) continue;
    auto committing = deps.journal.commit(record_of(deps, std::move(*audit), *reminder));
    const Result<Committed> committed = co_await std::move(committing);
    if (!committed) {
      deps.log.warn("audit.not_reminded", {{"why", committed.error().detail}});
      co_return false;
    }
    if (deps.nudge_outbox) deps.nudge_outbox();
  }
  deps.meters.minors_audits_missed = late;
  co_return first.has_value();
}

}  // namespace anban
