// SPDX-License-Identifier: Apache-2.0
// The rules of appeals and their stored form.
#include "people/appeal.h"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "base/json_writer.h"
#include "people/live_state.h"

namespace anban {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 2> decisions{"suspected_minor", "suspension"};
constexpr std::array<const char*, 3> states{"open", "upheld", "rejected"};

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

bool is_working_day(LocalDate date) {
  const std::chrono::year_month_day day{std::chrono::year(date.year),
                                        std::chrono::month(static_cast<unsigned>(date.month)),
                                        std::chrono::day(static_cast<unsigned>(date.day))};
  const std::chrono::weekday weekday{std::chrono::sys_days(day)};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday;
}

AppealMark* mark_of(LiveState& state, ContestedDecision decision) {
  for (AppealMark& each : state.appeals) {
    if (each.decision == decision) return &each;
  }
  return nullptr;
}

void take_back(LiveState& state, ContestedDecision decision, Instant signs_rest_until) {
  if (decision == ContestedDecision::suspension) {
    state.strikes = Strikes();
    return;
  }
  state.suspected_minor.reset();
  state.minor_signs_rest_until = signs_rest_until;
  state.trends.minor = 0;
  state.trends.latest_alarms &= static_cast<std::uint8_t>(~alarm_of_minor);
}

Appeal read_appeal(const Json& json) {
  Appeal appeal;
  appeal.id = json.at("id").get<std::string>();
  appeal.decision = static_cast<ContestedDecision>(json.at("decision").get<int>());
  appeal.round = json.at("round").get<int>();
  for (const Json& each : json.at("evidence")) {
    appeal.evidence.push_back(
        {each.at("kind").get<std::string>(), each.at("reference").get<std::string>()});
  }
  appeal.filed = instant_from(json.at("filed"));
  appeal.due = instant_from(json.at("due"));
  appeal.state = static_cast<AppealState>(json.at("state").get<int>());
  if (json.contains("decided")) appeal.decided = instant_from(json["decided"]);
  appeal.decided_by = json.value("decided_by", std::string());
  appeal.role = json.value("role", std::string());
  appeal.reason = json.value("reason", std::string());
  return appeal;
}

}  // namespace

const char* name_of(ContestedDecision decision) {
  return decisions[static_cast<std::size_t>(decision)];
}

std::optional<ContestedDecision> contested_decision(std::string_view name) {
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    if (name == decisions[i]) return static_cast<ContestedDecision>(i);
  }
  return std::nullopt;
}

const char* name_of(AppealState state) { return states[static_cast<std::size_t>(state)]; }

std::string to_stored(const Appeal& appeal) {
  std::string text;
  JsonWriter out(text);
  out.begin_object().field("id", appeal.id);
  out.field("decision", static_cast<int>(appeal.decision)).field("round", appeal.round);
  out.key("evidence").begin_array();
  for (const AppealEvidence& each : appeal.evidence) {
    out.begin_object().field("kind", each.kind).field("reference", each.reference).end_object();
  }
  out.end_array().field("filed", count_of(appeal.filed)).field("due", count_of(appeal.due));
  out.field("state", static_cast<int>(appeal.state));
  if (appeal.decided) out.field("decided", count_of(*appeal.decided));
  out.field("decided_by", appeal.decided_by).field("role", appeal.role);
  out.field("reason", appeal.reason).end_object();
  return text;
}

Result<Appeal> appeal_from_stored(std::string_view text) {
  try {
    return read_appeal(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored appeal does not read: ") + fault.what());
  }
}

Instant due_after(Instant filed, int working_days, std::string_view zone) {
  const LocalTime local = local_time(filed, zone);
  LocalDate date = local.date;
  for (int left = working_days; left > 0;) {
    date = day_after(date);
    if (is_working_day(date)) --left;
  }
  return instant_of(date, local.time_of_day, zone);
}

std::optional<Instant> standing_decision(const LiveState& state, ContestedDecision decision,
                                         Instant now) {
  if (decision == ContestedDecision::suspected_minor) return state.suspected_minor;
  const auto& until = state.strikes.suspended_until;
  return until && now < *until ? until : std::nullopt;
}

MayAppeal may_appeal(const LiveState& state, ContestedDecision decision, int rounds_most,
                     Instant now) {
  const auto of = standing_decision(state, decision, now);
  if (!of) return MayAppeal::nothing_to_contest;
  for (const AppealMark& each : state.appeals) {
    if (each.decision != decision) continue;
    if (!each.open.empty()) return MayAppeal::one_is_open;
    if (each.of == *of && each.rounds >= rounds_most) return MayAppeal::all_brought;
  }
  return MayAppeal::yes;
}

int open_appeal(LiveState& state, ContestedDecision decision, const std::string& id, Instant now) {
  const Instant of = standing_decision(state, decision, now).value_or(now);
  AppealMark* mark = mark_of(state, decision);
  if (mark == nullptr) mark = &state.appeals.emplace_back(AppealMark{decision, of, 0, {}});
  if (mark->of != of) *mark = AppealMark{decision, of, 0, {}};
  mark->open = id;
  return ++mark->rounds;
}

bool close_appeal(LiveState& state, const std::string& id, AppealState outcome,
                  Instant signs_rest_until) {
  for (AppealMark& each : state.appeals) {
    if (each.open != id) continue;
    const ContestedDecision decision = each.decision;
    each.open.clear();
    if (outcome == AppealState::upheld) take_back(state, decision, signs_rest_until);
    return true;
  }
  return false;
}

}  // namespace anban
