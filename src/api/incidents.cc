// SPDX-License-Identifier: Apache-2.0
// A breach of persons' information (O-135; Minors Regulations Art. 35): the responsible staff put
// it down with the persons concerned, and each is told in the app and with the next reply, each
// minor's guardians by their own channel. What was sent to whom stands in the record.
#include <algorithm>
#include <map>

#include "api/api.h"
#include "api/guardian_news.h"
#include "api/incident.h"
#include "api/staff_access.h"
#include "duties/requirement.h"
#include "pack/text_keys.h"
#include "people/session.h"
#include "ports/notifier.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr const char* setting_prefix = "incident/";
constexpr const char* told_kind = "incident";
constexpr std::size_t persons_a_commit = 50;
constexpr std::size_t rows_most = 100'000;        // of one incident
constexpr std::size_t outbox_looked_at = 10'000;  // the newest notifications
constexpr int gravity = 65;                       // of the notice: above settings and appeals
constexpr const char* event_type = "breach.told";

struct Stored {
  Incident incident;
  IncidentCounts counts;
};

Result<std::optional<Stored>> stored_incident(TurnDeps& deps, const std::string& id) {
  const auto rows = deps.journal.settings(setting_prefix + id);
  if (!rows) return failed(rows);
  for (const SettingRow& row : *rows) {
    if (row.name != setting_prefix + id) continue;
    const Json json = Json::parse(row.value, nullptr, false);
    auto incident = incident_from(json);
    if (!incident) return failed(incident);
    return Stored{std::move(*incident), counts_from(json.value("told", Json::object()))};
  }
  return std::optional<Stored>();
}

Json answer_of(const Stored& stored) {
  Json json = to_json(stored.incident);
  json["told"] = to_json(stored.counts);
  return json;
}

SettingRow row_of(const Stored& stored) {
  return {setting_prefix + stored.incident.id, answer_of(stored).dump()};
}

OutboxRow message(TurnDeps& deps, const Person& person, const char* recipient,
                  Notification notification) {
  const Instant now = deps.clock.now();
  notification.id = new_id<NotificationId>("ntf_", now, deps.entropy);
  notification.event = event_type;
  notification.locale = person.profile.locale;
  OutboxRow row;
  row.id = notification.id;
  row.person = person.ref;
  row.recipient = recipient;
  row.channel = notification.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = now;
  row.next_attempt = now;
  return row;
}

void let_next_reply_say(LiveState& state) {
  WaitingNotice notice;
  notice.event_type = event_type;
  notice.title_key = pack::keys::breach_notice_title.name;
  notice.text_key = pack::keys::breach_notice_body.name;
  notice.display = static_cast<int>(duties::Display::dialog);
  notice.obligation = 135;
  notice.gravity = gravity;
  let_wait(state, std::move(notice));
}

/// The person's own message, and those of the guardians who are bound.
std::vector<OutboxRow> messages_to(TurnDeps& deps, const Person& person, const Incident& incident,
                                   const pack::Pack& pack, bool minor) {
  const std::string& locale = person.profile.locale;
  const pack::Placeholders with = words_for(incident, pack, locale);
  std::vector<OutboxRow> rows;
  Notification own;
  own.channel = "in_app";
  own.address = Private<std::string>(person.ref.text);
  own.subject = pack.texts.say(locale, pack::keys::breach_person_subject);
  own.body = pack.texts.say(locale, pack::keys::breach_person_body, with);
  rows.push_back(message(deps, person, "person", std::move(own)));
  if (!minor) return rows;
  for (const std::optional<Contact>* each :
       {&person.profile.guardian, &person.profile.second_guardian}) {
    if (!*each || !(*each)->confirmed) continue;
    Notification to;
    to.channel = (*each)->channel;
    to.address = Private<std::string>((*each)->address);
    to.subject = pack.texts.say(locale, pack::keys::breach_guardian_subject);
    to.body = pack.texts.say(locale, pack::keys::breach_guardian_body, with);
    rows.push_back(message(deps, person, "guardian", std::move(to)));
  }
  return rows;
}

/// Puts down what one person is told; the caller counts it once it is stored.
IncidentCounts tell(TurnDeps& deps, Person& person, const Incident& incident,
                    const std::string& role, Transaction& record) {
  const auto policy = deps.policies.current();
  const bool minor = is_minor_to_staff(deps, person);
  const std::lock_guard guard(person.mutex);
  if (person.erased) return {};
  settle_guardians(person.profile, person.guardianship, deps.clock.now());
  std::vector<OutboxRow> rows = messages_to(deps, person, incident, *policy->pack, minor);
  let_next_reply_say(person.state);
  Json sent = Json::array();
  std::string ids;
  for (const OutboxRow& each : rows) {
    sent.push_back({{"id", each.id.text}, {"to", each.recipient}, {"channel", each.channel}});
    ids += (ids.empty() ? "" : " ") + each.id.text;
  }
  const int guardians = static_cast<int>(rows.size()) - 1;
  KeptRow kept = kept_row(deps, person, told_kind, incident.id,
                          {{"at", to_text(deps.clock.now())}, {"minor", minor}, {"sent", sent}});
  kept.mark = deps.vault.look_up("incident", incident.id);
  record.kept.push_back(std::move(kept));
  record.persons.push_back(deps.people.row(person, RowParts::state_and_profile));
  for (OutboxRow& each : rows) record.outbox.push_back(std::move(each));
  record.leaves.push_back(act_leaf(deps, person, event_type, role,
                                   {{"obligation", "O-135"},
                                    {"incident", incident.id},
                                    {"minor", minor ? "yes" : "no"},
                                    {"guardians", std::to_string(guardians)},
                                    {"notifications", ids}}));
  return {1, minor ? 1 : 0, guardians, minor && guardians == 0 ? 1 : 0};
}

void add(IncidentCounts& counts, const IncidentCounts& more) {
  counts.persons += more.persons;
  counts.minors += more.minors;
  counts.guardians += more.guardians;
  counts.without_guardian += more.without_guardian;
}

/// Nobody is told of the same incident twice.
Result<bool> is_told(TurnDeps& deps, const Person& person, const std::string& incident) {
  const auto rows = deps.journal.kept({.kind = told_kind, .person = person.ref});
  if (!rows) return failed(rows);
  for (const KeptRow& row : *rows) {
    if (row.id == incident) return true;
  }
  return false;
}

/// One transaction's worth of persons, looked up.
struct Batch {
  std::vector<std::shared_ptr<Person>> persons;
  std::vector<std::string> unknown;
};

Result<Batch> batch_of(TurnDeps& deps, const std::vector<std::string>& ids, std::size_t from,
                       const std::string& incident) {
  Batch out;
  for (std::size_t i = from; i < std::min(ids.size(), from + persons_a_commit); ++i) {
    const auto person = deps.people.find(PersonId(ids[i]));
    if (!person) return failed(person);
    if (!*person) {
      out.unknown.push_back(ids[i]);
      continue;
    }
    const auto told = is_told(deps, **person, incident);
    if (!told) return failed(told);
    if (!*told) out.persons.push_back(*person);
  }
  return out;
}

std::map<std::string, std::string> states_of(const Result<std::vector<OutboxRow>>& rows) {
  std::map<std::string, std::string> out;
  if (!rows) return out;
  for (const OutboxRow& each : *rows) out[each.id.text] = name_of(each.state);
  return out;
}

}  // namespace

Task<void> Api::tell_of_incident(Call& call, Incident incident, std::vector<std::string> ids,
                                 int status) {
  // One call at a time counts and tells, so that nobody is told twice.
  const std::string alone = "incident";
  while (const auto bell = repeats_.begin(alone)) {
    auto waiting = bell->wait();
    co_await std::move(waiting);
  }
  const UnderWay until_told(repeats_, alone);
  auto stored = stored_incident(turn(), incident.id);
  Json unknown = Json::array();
  Stored state{incident, stored && *stored ? (*stored)->counts : IncidentCounts()};
  for (std::size_t from = 0; stored && from < ids.size(); from += persons_a_commit) {
    auto batch = batch_of(turn(), ids, from, incident.id);
    Transaction record;
    Stored next = state;
    for (std::size_t i = 0; batch && i < batch->persons.size(); ++i) {
      add(next.counts, tell(turn(), *batch->persons[i], incident, call.caller.role, record));
    }
    record.settings.push_back(row_of(next));
    Result<Committed> committed = failed(ErrorCode::unavailable, "the persons were not found");
    if (batch) {
      auto committing = turn().journal.commit(std::move(record));
      committed = co_await std::move(committing);
    }
    if (!committed) {
      for (std::size_t i = 0; batch && i < batch->persons.size(); ++i) {
        turn().people.forget(*batch->persons[i]);  // memory must not be ahead of what is stored
      }
      stored = failed(committed);
      break;
    }
    state = next;
    for (std::string& each : batch->unknown) unknown.push_back(std::move(each));
    if (turn().nudge_outbox) turn().nudge_outbox();
  }
  if (!stored) {
    auto answering = answer_unavailable(call, stored.error());
    co_await std::move(answering);
    co_return;
  }
  Json answer = answer_of(state);
  answer["unknown"] = std::move(unknown);
  auto answering = answer_json(call, status, answer);
  co_await std::move(answering);
}

Task<void> Api::post_incident(Call& call) {
  const auto json = object_in(call);
  if (!json) return answer_problem(call, json.error());
  Faults faults;
  const Instant now = turn().clock.now();
  Incident incident = read_incident(*json, now, faults);
  std::vector<std::string> ids = persons_in(*json, faults);
  if (!faults.empty()) return answer_problem(call, faulty(std::move(faults)));
  incident.id = new_id_text("inc_", now, turn().entropy);
  return tell_of_incident(call, std::move(incident), std::move(ids), 201);
}

Task<void> Api::post_incident_persons(Call& call) {
  const auto json = object_in(call);
  if (!json) return answer_problem(call, json.error());
  Faults faults;
  refuse_unknown(*json, {"persons"}, faults);
  std::vector<std::string> ids = persons_in(*json, faults);
  if (!faults.empty()) return answer_problem(call, faulty(std::move(faults)));
  const auto stored = stored_incident(turn(), call.names[0]);
  if (!stored) return answer_unavailable(call, stored.error());
  if (!*stored) return answer_not_found(call);
  return tell_of_incident(call, (*stored)->incident, std::move(ids), 200);
}

Task<void> Api::get_incidents(Call& call) {
  const auto rows = turn().journal.settings(setting_prefix);
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (const SettingRow& row : *rows) data.push_back(Json::parse(row.value, nullptr, false));
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_incident(Call& call) {
  const auto stored = stored_incident(turn(), call.names[0]);
  const auto rows = turn().journal.kept({.kind = told_kind,
                                         .mark = turn().vault.look_up("incident", call.names[0]),
                                         .limit = rows_most});
  if (!stored || !*stored || !rows) {
    auto answering = !stored    ? answer_unavailable(call, stored.error())
                     : !*stored ? answer_not_found(call)
                                : answer_unavailable(call, rows.error());
    co_await std::move(answering);
    co_return;
  }
  std::vector<PersonRef> shown;
  for (const KeptRow& row : *rows) shown.push_back(row.person);
  auto recording = may_show_queue(call, "incident " + call.names[0], std::move(shown));
  const bool recorded = co_await std::move(recording);
  if (!recorded) co_return;
  const auto states = states_of(turn().journal.outbox_all(outbox_looked_at));
  Json answer = answer_of(**stored);
  answer["persons"] = Json::array();
  for (const KeptRow& row : *rows) {
    const auto person = turn().people.find_by_ref(row.person);
    if (!person || !*person) continue;
    const auto text = turn().vault.open((*person)->key, "kept", row.sealed);
    Json told = text ? Json::parse(*text, nullptr, false) : Json();
    if (!told.is_object()) continue;
    told["person"] = row.person.text;
    for (Json& each : told["sent"]) {
      const auto state = states.find(each.value("id", ""));
      each["state"] = state == states.end() ? Json() : Json(state->second);
    }
    answer["persons"].push_back(std::move(told));
  }
  auto answering = answer_json(call, 200, answer);
  co_await std::move(answering);
}

}  // namespace anban::api
