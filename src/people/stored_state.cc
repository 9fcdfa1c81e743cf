// SPDX-License-Identifier: Apache-2.0
// LiveState <-> JSON. Written with every turn, so by JsonWriter; read once a load, by nlohmann.
#include <cstring>

#include <nlohmann/json.hpp>

#include "base/bytes.h"
#include "base/json_writer.h"
#include "people/stored_form.h"

namespace anban {
namespace {

using Json = nlohmann::json;

std::int64_t count_of(Instant at) { return at.time_since_epoch().count(); }
Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

std::optional<Instant> optional_instant(const Json& json, const char* name) {
  if (!json.contains(name)) return std::nullopt;
  return instant_from(json[name]);
}

void write(JsonWriter& out, const char* name, const std::optional<Instant>& at) {
  if (at) out.field(name, count_of(*at));
}

LocalDate date_from(const Json& json) {
  const Result<LocalDate> date = parse_date(json.get<std::string>());
  return date ? *date : LocalDate{};
}

void write_use(JsonWriter& out, const UseMeter& use) {
  out.key("use").begin_object();
  write(out, "last", use.last_activity);
  out.field("continuous", use.continuous.count()).field("today", to_text(use.today));
  out.field("used", use.today_used.count()).field("reminded", use.reminded_at.count());
  out.field("reality", use.reality_reminded_at.count()).end_object();
}

UseMeter read_use(const Json& json) {
  UseMeter use;
  use.last_activity = optional_instant(json, "last");
  use.continuous = Milliseconds(json.at("continuous").get<std::int64_t>());
  use.today = date_from(json.at("today"));
  use.today_used = Milliseconds(json.at("used").get<std::int64_t>());
  use.reminded_at = Milliseconds(json.at("reminded").get<std::int64_t>());
  use.reality_reminded_at = Milliseconds(json.at("reality").get<std::int64_t>());
  return use;
}

void write_sessions(JsonWriter& out, const std::vector<Session>& sessions) {
  out.key("sessions").begin_array();
  for (const Session& each : sessions) {
    out.begin_object().field("id", each.id.text).field("started", count_of(each.started));
    out.field("last", count_of(each.last_activity)).field("disclosed", each.disclosed);
    out.field("labelled", each.labelled).end_object();
  }
  out.end_array();
}

Session read_session(const Json& json) {
  return {SessionId(json.at("id").get<std::string>()), instant_from(json.at("started")),
          instant_from(json.at("last")), json.at("disclosed").get<bool>(),
          json.at("labelled").get<bool>()};
}

void write_crisis(JsonWriter& out, const CrisisWindow& window) {
  out.key("crisis").begin_object().field("until", count_of(window.until));
  out.field("case", window.care_case.text).field("kind", window.kind);
  out.field("turn", window.turn.text);
  out.field("minor", window.minor).field("level", window.level).end_object();
}

CrisisWindow read_crisis(const Json& json) {
  CrisisWindow window;
  window.until = instant_from(json.at("until"));
  window.care_case = CaseId(json.at("case").get<std::string>());
  window.kind = json.value("kind", std::string());
  window.turn = TurnId(json.at("turn").get<std::string>());
  window.minor = json.at("minor").get<bool>();
  window.level = json.value("level", 3);
  return window;
}

void write_after_care(JsonWriter& out, const AfterCare& care) {
  out.key("after_care").begin_object().field("until", count_of(care.until));
  out.field("kind", care.kind).field("told", to_text(care.told)).end_object();
}

AfterCare read_after_care(const Json& json) {
  return {instant_from(json.at("until")), json.at("kind").get<std::string>(),
          date_from(json.at("told"))};
}

void write_reminders(JsonWriter& out, const std::vector<DependenceReminder>& reminders) {
  out.key("dependence").begin_array();
  for (const DependenceReminder& each : reminders) {
    out.begin_object().field("at", count_of(each.at)).field("level", each.level);
    write(out, "seen", each.acknowledged);
    out.end_object();
  }
  out.end_array();
}

DependenceReminder read_reminder(const Json& json) {
  return {instant_from(json.at("at")), json.at("level").get<int>(), optional_instant(json, "seen")};
}

void write_strikes(JsonWriter& out, const Strikes& strikes) {
  out.key("strikes").begin_object().field("row", strikes.consecutive).field("today", strikes.today);
  out.field("day", to_text(strikes.day));
  write(out, "suspended", strikes.suspended_until);
  out.end_object();
}

Strikes read_strikes(const Json& json) {
  return {json.at("row").get<int>(), json.at("today").get<int>(), date_from(json.at("day")),
          optional_instant(json, "suspended")};
}

void write_recent(JsonWriter& out, const std::vector<RecentTurn>& recent) {
  out.key("recent").begin_array();
  for (const RecentTurn& each : recent) {
    out.begin_object().field("print", each.fingerprint).field("turn", each.turn.text);
    out.field("session", each.session.text).field("at", count_of(each.at));
    out.field("answered", each.answered).field("ended", each.ended).end_object();
  }
  out.end_array();
}

RecentTurn read_recent(const Json& json) {
  return {json.at("print").get<std::uint64_t>(),
          TurnId(json.at("turn").get<std::string>()),
          SessionId(json.at("session").get<std::string>()),
          instant_from(json.at("at")),
          json.at("answered").get<bool>(),
          json.at("ended").get<bool>()};
}

void write_waiting(JsonWriter& out, const std::vector<WaitingNotice>& waiting) {
  out.key("waiting").begin_array();
  for (const WaitingNotice& each : waiting) {
    out.begin_object().field("type", each.event_type).field("title", each.title_key);
    out.field("text", each.text_key).field("amount", each.amount).field("display", each.display);
    out.field("obligation", each.obligation).field("gravity", each.gravity).end_object();
  }
  out.end_array();
}

WaitingNotice read_waiting(const Json& json) {
  return {json.at("type").get<std::string>(), json.at("title").get<std::string>(),
          json.at("text").get<std::string>(), json.at("amount").get<std::string>(),
          json.at("display").get<int>(),      json.at("obligation").get<int>(),
          json.at("gravity").get<int>()};
}

void write_appeals(JsonWriter& out, const std::vector<AppealMark>& appeals) {
  out.key("appeals").begin_array();
  for (const AppealMark& each : appeals) {
    out.begin_object().field("decision", static_cast<int>(each.decision));
    out.field("of", count_of(each.of)).field("rounds", each.rounds).field("open", each.open);
    out.end_object();
  }
  out.end_array();
}

AppealMark read_appeal_mark(const Json& json) {
  return {static_cast<ContestedDecision>(json.at("decision").get<int>()),
          instant_from(json.at("of")), json.at("rounds").get<int>(),
          json.at("open").get<std::string>()};
}

std::string seen_text(const std::vector<std::uint64_t>& seen) {
  return to_base64({reinterpret_cast<const char*>(seen.data()), seen.size() * sizeof(seen[0])});
}

std::vector<std::uint64_t> read_seen(const std::string& text) {
  const Result<Bytes> bytes = from_base64(text);
  std::vector<std::uint64_t> seen;
  if (bytes && !bytes->empty() && bytes->size() % sizeof(std::uint64_t) == 0) {
    seen.resize(bytes->size() / sizeof(std::uint64_t));
    std::memcpy(seen.data(), bytes->data(), bytes->size());
  }
  return seen;
}

LiveState read_state(const Json& json) {
  LiveState state;
  state.version = json.at("v").get<std::int64_t>();
  state.use = read_use(json.at("use"));
  for (const Json& each : json.at("sessions")) state.sessions.push_back(read_session(each));
  if (json.contains("left")) state.left_session = SessionId(json["left"].get<std::string>());
  if (json.contains("crisis")) state.crisis = read_crisis(json["crisis"]);
  state.last_contacted = optional_instant(json, "contacted");
  state.contacted_for_life = json.value("contacted_for_life", true);
  state.contacted_level = json.value("contacted_level", 3);
  if (json.contains("after_care")) state.after_care = read_after_care(json["after_care"]);
  state.strikes = read_strikes(json.at("strikes"));
  for (const Json& each : json.at("recent")) state.recent.push_back(read_recent(each));
  for (const Json& each : json.at("waiting")) state.waiting.push_back(read_waiting(each));
  state.seen = read_seen(json.value("seen", std::string()));
  state.suspected_minor = optional_instant(json, "suspected");
  state.minor_signs_rest_until = optional_instant(json, "signs_rest");
  for (const Json& each : json.value("appeals", Json::array())) {
    state.appeals.push_back(read_appeal_mark(each));
  }
  state.last_answer = optional_instant(json, "answered");
  if (json.contains("book")) state.book = use_book_from(json["book"].get<std::string>());
  state.elder_guided = optional_instant(json, "elder_guided");
  state.elder_warned = optional_instant(json, "elder_warned");
  for (const Json& each : json.value("dependence", Json::array())) {
    state.reminded_of_dependence.push_back(read_reminder(each));
  }
  state.boundary_guided = optional_instant(json, "boundary_guided");
  if (json.contains("trends")) state.trends = trends_from(json["trends"]);
  return state;
}

}  // namespace

std::string to_stored(const LiveState& state) {
  std::string text;
  text.reserve(1024);
  JsonWriter out(text);
  out.begin_object().field("v", state.version);
  write_use(out, state.use);
  write_sessions(out, state.sessions);
  if (state.left_session) out.field("left", state.left_session->text);
  if (state.crisis) write_crisis(out, *state.crisis);
  write(out, "contacted", state.last_contacted);
  out.field("contacted_for_life", state.contacted_for_life);
  out.field("contacted_level", state.contacted_level);
  if (state.after_care) write_after_care(out, *state.after_care);
  write_strikes(out, state.strikes);
  write_recent(out, state.recent);
  write_waiting(out, state.waiting);
  if (!state.seen.empty()) out.field("seen", seen_text(state.seen));
  write(out, "suspected", state.suspected_minor);
  write(out, "signs_rest", state.minor_signs_rest_until);
  if (!state.appeals.empty()) write_appeals(out, state.appeals);
  write(out, "answered", state.last_answer);
  if (!state.book.days.empty()) out.field("book", to_text(state.book));
  write(out, "elder_guided", state.elder_guided);
  write(out, "elder_warned", state.elder_warned);
  if (!state.reminded_of_dependence.empty()) write_reminders(out, state.reminded_of_dependence);
  write(out, "boundary_guided", state.boundary_guided);
  if (state.trends.at) write_trends(out, state.trends);
  out.end_object();
  return text;
}

Result<LiveState> live_state_from_stored(std::string_view text) {
  try {
    return read_state(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt, std::string("a stored state does not read: ") + fault.what());
  }
}

}  // namespace anban
