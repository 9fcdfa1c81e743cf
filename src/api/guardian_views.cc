// SPDX-License-Identifier: Apache-2.0
// What a guardian sees of a child (O-122): how long, with whom, how often which kind of risk, and
// which alerts were sent; never a word of what was said. And the doors to what a guardian may do
// with the child's consents and data (O-132).
#include <algorithm>
#include <map>

#include "api/api.h"
#include "duties/minors/minors.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Counts = std::map<std::string, std::int64_t>;

constexpr std::size_t children_most = 200;  // of one guardian
constexpr std::size_t alerts_looked_at = 10'000;
constexpr std::size_t alerts_shown = 100;

Json characters_json(const std::vector<std::pair<std::string, std::int64_t>>& turns,
                     const Characters& known) {
  Json out = Json::array();
  for (const auto& [id, count] : turns) {
    const auto character = known.find(CharacterId(id));
    out.push_back({{"id", id}, {"name", character ? character->name : ""}, {"turns", count}});
  }
  return out;
}

Json risks_json(const Counts& counts) {
  Json out = Json::array();
  for (const auto& [kind, count] : counts) out.push_back({{"kind", kind}, {"count", count}});
  return out;
}

/// Days added up.
struct Sum {
  Milliseconds used{0};
  std::int64_t turns = 0;
  std::int64_t days = 0;
  Counts characters;
  Counts risks;
};

void add(Sum& sum, const UseDay& day) {
  sum.used += day.used;
  sum.turns += day.turns;
  ++sum.days;
  for (const auto& [id, count] : day.characters) sum.characters[id] += count;
  for (const auto& [kind, count] : day.risks) sum.risks[kind] += count;
}

Json sum_json(const Sum& sum, const Characters& known) {
  std::vector<std::pair<std::string, std::int64_t>> characters(sum.characters.begin(),
                                                               sum.characters.end());
  std::stable_sort(characters.begin(), characters.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return {{"used_s", sum.used.count() / 1000},
          {"turns", sum.turns},
          {"characters", characters_json(characters, known)},
          {"risks", risks_json(sum.risks)}};
}

Json day_json(const UseDay& day, const Characters& known) {
  Sum sum;
  add(sum, day);
  Json json = sum_json(sum, known);
  json["date"] = to_text(day.date);
  return json;
}

std::chrono::sys_days days_of(const LocalDate& date) {
  return std::chrono::year(date.year) / date.month / date.day;
}

LocalDate date_of(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

/// The Monday of the date's week.
std::chrono::sys_days week_of(const LocalDate& date) {
  const auto day = days_of(date);
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

Json week_json(std::chrono::sys_days monday, const std::vector<UseDay>& days,
               const Characters& known) {
  Sum sum;
  Sum before;
  Json each_day = Json::array();
  const UseDay* longest = nullptr;
  for (const UseDay& day : days) {
    const auto week = week_of(day.date);
    if (week == monday - std::chrono::days(7)) add(before, day);
    if (week != monday) continue;
    add(sum, day);
    each_day.push_back({{"date", to_text(day.date)}, {"used_s", day.used.count() / 1000}});
    if (longest == nullptr || day.used > longest->used) longest = &day;
  }
  Json json = sum_json(sum, known);
  json["object"] = "guardian_summary";
  json["from"] = to_text(date_of(monday));
  json["until"] = to_text(date_of(monday + std::chrono::days(6)));
  json["days"] = each_day;
  json["days_used"] = sum.days;
  json["longest_day"] = longest != nullptr ? Json(to_text(longest->date)) : Json();
  json["week_before_used_s"] = before.used.count() / 1000;
  return json;
}

/// The book with today's use as it is now. The caller holds person.mutex.
std::vector<UseDay> days_now(const Person& child, const pack::Params& params, Instant now) {
  UseBook book = child.state.book;
  const std::string& zone = child.profile.time_zone;
  const UseMeter use = as_of(child.state.use, now, params.time_in_use.idle_gap, zone);
  if (use.today_used > Milliseconds(0)) day_of(book, use.today).used = use.today_used;
  return book.days;
}

Json child_json(const Person& child, const StandingRules& rules, Instant now) {
  const Standing standing = standing_of(child.profile, child.state, rules, now);
  return {{"id", child.profile.id.text},
          {"object", "child"},
          {"age_band", name_of(standing.band)},
          {"mode", name_of(standing.mode)},
          {"missing", standing.missing},
          {"status", standing.missing.empty() ? "active" : "incomplete"},
          {"guardians", bound_guardians(child.profile)},
          {"locale", child.profile.locale}};
}

}  // namespace

Task<void> Api::get_children(Call& call) {
  const std::string& guardian = call.names[0];
  if (guardian != call.caller.guardian.text) return answer_not_found(call);
  const auto rows = turn().journal.kept({.kind = "guardian",
                                         .mark = turn().vault.look_up("guardian", guardian),
                                         .limit = children_most});
  if (!rows) return answer_unavailable(call, rows.error());
  const auto policy = turn().policies.current();
  const StandingRules rules = standing_rules(*policy->pack, turn().settings);
  Json data = Json::array();
  for (const KeptRow& row : *rows) {
    const auto child = turn().people.find_by_ref(row.person);
    if (!child) return answer_unavailable(call, child.error());
    if (!*child || !may_touch(call.caller, **child)) continue;
    const std::lock_guard lock((*child)->mutex);
    data.push_back(child_json(**child, rules, turn().clock.now()));
  }
  return answer_json(call, 200, list_of(std::move(data), rows->size() == children_most));
}

Task<void> Api::get_overview(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  const auto policy = turn().policies.current();
  const pack::Params& params = policy->pack->params;
  const Instant now = turn().clock.now();
  const std::lock_guard lock((*child)->mutex);
  const Person& person = **child;
  const auto today = days_of(local_time(now, person.profile.time_zone).date);
  Json days = Json::array();
  Sum sum;
  for (const UseDay& each : days_now(person, params, now)) {
    if (days_of(each.date) <= today - std::chrono::days(7)) continue;
    add(sum, each);
    days.push_back(day_json(each, turn().characters));
  }
  const StandingRules rules = standing_rules(*policy->pack, turn().settings);
  const Standing standing = standing_of(person.profile, person.state, rules, now);
  const UseMeter use =
      as_of(person.state.use, now, params.time_in_use.idle_gap, person.profile.time_zone);
  const int age = duties::age_of_limits(standing, person.state.suspected_minor, params);
  const Milliseconds by_age = duties::quota_of(age, params);
  const Milliseconds quota = std::min(by_age, quota_set(person.guardianship).value_or(by_age));
  Json body = sum_json(sum, turn().characters);
  body["object"] = "guardian_overview";
  body["child"] = child_json(person, rules, now);
  body["from"] = to_text(date_of(today - std::chrono::days(6)));
  body["until"] = to_text(date_of(today));
  body["days"] = days;
  body["today"] = {{"used_s", use.today_used.count() / 1000}, {"quota_s", quota.count() / 1000}};
  return answer_json(call, 200, body);
}

Task<void> Api::get_summaries(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  const Instant now = turn().clock.now();
  const std::lock_guard lock((*child)->mutex);
  const auto policy = turn().policies.current();
  const auto days = days_now(**child, policy->pack->params, now);
  const auto this_week = week_of(local_time(now, (*child)->profile.time_zone).date);
  Json data = Json::array();
  for (int weeks = 0; weeks < 4; ++weeks) {
    data.push_back(week_json(this_week - std::chrono::days(7 * weeks), days, turn().characters));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_child_alerts(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  const auto rows = turn().journal.outbox_all(alerts_looked_at);
  if (!rows) return answer_unavailable(call, rows.error());
  Json data = Json::array();
  for (auto row = rows->rbegin(); row != rows->rend() && data.size() < alerts_shown; ++row) {
    if (row->person != (*child)->ref || row->recipient != "guardian") continue;
    data.push_back({{"id", row->id.text},
                    {"object", "guardian_alert"},
                    {"event", row->event},
                    {"channel", row->channel},
                    {"state", name_of(row->state)},
                    {"created", to_text(row->created)}});
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_child_consents(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  call.names = {call.names[1]};
  return get_consents(call);
}

Task<void> Api::post_child_consent(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  call.names = {call.names[1]};
  return post_consent(call);
}

Task<void> Api::delete_child_interactions(Call& call) {
  const auto child = child_of(call);
  if (!child) return answer_unavailable(call, child.error());
  if (!*child) return answer_not_found(call);
  call.names = {call.names[1]};
  return delete_interactions(call);
}

}  // namespace anban::api
