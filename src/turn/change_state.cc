// SPDX-License-Identifier: Apache-2.0
// Requirements change what is remembered of a person: windows, strikes, reminders, sessions.
#include <algorithm>

#include "duties/content/content.h"
#include "duties/crisis/crisis.h"
#include "pack/text_keys.h"
#include "turn/observe.h"
#include "turn/record.h"

namespace anban {
namespace {

WaitingNotice waiting_from(const Told& told) {
  return {
      told.tell.event_type, std::string(told.tell.title.name),   std::string(told.tell.text.name),
      told.tell.amount,     static_cast<int>(told.tell.display), told.obligation,
      told.tell.gravity};
}

void remember_reminder(LiveState& state, DependenceReminder reminder) {
  static constexpr std::size_t most = 8;  // for a history of weeks
  auto& all = state.reminded_of_dependence;
  if (all.size() >= most) all.erase(all.begin());
  all.push_back(std::move(reminder));
}

int level_of_alert(const Turn& turn) {
  const auto* window = duties::first<duties::OpenCrisisWindow>(turn.required);
  return window == nullptr ? 3 : window->level;
}

void note_reminder(const duties::Reminded& reminded, const Turn& turn, LiveState& state) {
  switch (reminded.which) {
    case duties::Reminder::reality: state.use.reality_reminded_at = reminded.at; break;
    case duties::Reminder::elder_guidance: state.elder_guided = turn.started; break;
    case duties::Reminder::elder_warning: state.elder_warned = turn.started; break;
    case duties::Reminder::boundary: state.boundary_guided = turn.started; break;
    case duties::Reminder::dependence:
      remember_reminder(state, {turn.started, reminded.level, std::nullopt});
      break;
    case duties::Reminder::after_care:
      if (state.after_care) state.after_care->told = turn.facts.local.date;
      break;
    case duties::Reminder::two_hours:
      state.use.reminded_at = reminded.at;
      ++turn.deps.meters.two_hour_reminders;
      break;
  }
}

void change_by(const duties::Requirement& each, Turn& turn, LiveState& state) {
  const duties::Effect& effect = each.effect;
  if (const auto* window = std::get_if<duties::OpenCrisisWindow>(&effect)) {
    const char* kind = duties::case_name(duties::crisis_kind(turn.facts));
    state.crisis = CrisisWindow{window->until,
                                turn.care_case,
                                kind,
                                turn.id,
                                turn.facts.person.standing.mode == Mode::minor,
                                window->level};
    const auto& params = turn.policy->pack->params;
    state.after_care =
        AfterCare{turn.started + params.crisis.aftercare_for, kind, turn.facts.local.date};
  } else if (std::holds_alternative<duties::Notify>(effect)) {
    if (each.duty != duties::Duty::crisis) return;  // no alert: the contact was not told
    const auto* opened = duties::first<duties::OpenCase>(turn.required);
    const auto loss = duties::case_name(duties::CrisisKind::property_loss);
    state.last_contacted = turn.started;
    state.contacted_level = level_of_alert(turn);
    state.contacted_for_life = opened == nullptr || opened->kind != loss;
  } else if (std::holds_alternative<duties::SuspectMinor>(effect)) {
    if (!state.suspected_minor) state.suspected_minor = turn.started;
  } else if (std::holds_alternative<duties::EndAfterCare>(effect)) {
    state.after_care.reset();
  } else if (const auto* reminded = std::get_if<duties::Reminded>(&effect)) {
    note_reminder(*reminded, turn, state);
  }
}

void count_steering(Turn& turn) {
  if (!turn.plan.asks_model()) return;
  Meters& meters = turn.deps.meters;
  for (const pack::TextKey& each : turn.plan.instructions) {
    if (each == pack::keys::instruct_honest) ++meters.steered_catering;
    if (each == pack::keys::instruct_cooler) ++meters.steered_dependence;
    if (each == pack::keys::instruct_boundary) ++meters.steered_boundary;
  }
}

void change_strikes(const Turn& turn, LiveState& state) {
  const auto& params = turn.policy->pack->params;
  if (duties::first<duties::Strike>(turn.required) != nullptr) {
    state.strikes =
        duties::after_violation(state.strikes, turn.started, turn.facts.local.date, params);
  } else if (!turn.plan.refusal) {
    state.strikes = duties::after_clean_turn(state.strikes, turn.facts.local.date);
  }
}

/// The label stands over the first words that a model wrote, until a reply with it was recorded
/// (record_answered). Fixed words are people's and carry the platform's mark instead.
bool needs_label(const Turn& turn, const Session& session) {
  return turn.plan.asks_model() && !turn.caller.has("client:aware") && !session.labelled;
}

void change_sessions(Turn& turn, LiveState& state) {
  const Session& session =
      touch_session(state, {turn.session, turn.facts.new_session}, turn.started);
  turn.says_label = needs_label(turn, session);
  if (turn.plan.ends_session) leave_session(state, turn.session);
}

/// How a guardian's overview calls what was noticed; empty: it is none of their concern.
const char* risk_of(signals::Category category) {
  using enum signals::Category;
  switch (category) {
    case crisis_tier2: return "self_harm";
    case crisis_tier1:
    case extreme_emotion: return "low_mood";
    case third_party_worry: return "worry_about_somebody";
    case life_danger: return "danger";
    case property_loss: return "money_loss";
    case intimacy_request: return "intimacy";
    case dependence: return "over_reliance";
    case pi:
    case sensitive_pi: return "personal_information";
    default: break;
  }
  const bool is_content = category >= prohibited && category <= rumour;
  return is_content || category == self_harm_method ? "unsuitable_content" : "";
}

/// What of the turn a guardian reads of as a risk. Where the guardian or contact is feared, nothing
/// is counted: no guardian may learn of it that way.
void count_risks(const Turn& turn, UseDay& day) {
  const signals::Findings& findings = turn.facts.about_person;
  if (signals::find(findings, signals::Category::harm_by_contact) != nullptr) return;
  std::vector<std::string_view> counted;
  for (const signals::Finding& each : findings) {
    if (each.kind.starts_with("stays_")) continue;  // counted when it was told
    // Which kind of sensitive information it is nobody knows: too little to worry a guardian with.
    if (each.category == signals::Category::sensitive_pi && each.kind == "other") continue;
    const bool is_new = !turn.in_hindsight || *turn.in_hindsight == each.category;
    const std::string_view risk = each.decided && is_new ? risk_of(each.category) : "";
    if (risk.empty() || std::find(counted.begin(), counted.end(), risk) != counted.end()) continue;
    counted.push_back(risk);
    count(day.risks, risk, UseBook::risks_most);
  }
}

/// A day of a minor's use for their guardians (O-122).
void keep_book(const Turn& turn, LiveState& state) {
  if (turn.facts.person.standing.mode != Mode::minor) return;
  UseDay& day = day_of(state.book, turn.facts.local.date);
  day.used = state.use.today_used;
  if (!turn.plan.refusal) {
    ++day.turns;
    count(day.characters, turn.facts.character.id, UseBook::characters_most);
  }
  count_risks(turn, day);
}

}  // namespace

void change_state_by_more(Turn& turn) {
  LiveState& state = turn.person->state;
  for (const duties::Requirement& each : turn.required) change_by(each, turn, state);
  if (turn.plan.ends_session) {
    leave_session(state, turn.session);
    for (RecentTurn& each : state.recent) each.ended |= each.turn == turn.id;
  }
  if (turn.facts.person.standing.mode != Mode::minor) return;
  count_risks(turn, day_of(state.book, turn.facts.local.date));
}

void change_state(Turn& turn) {
  LiveState& state = turn.person->state;
  if (turn.facts.repeated) {
    for (const Session& each : state.sessions) {
      if (each.id == turn.session) turn.says_label = needs_label(turn, each);
    }
    return;
  }
  for (const duties::Requirement& each : turn.required) change_by(each, turn, state);
  count_steering(turn);
  change_strikes(turn, state);
  keep_book(turn, state);
  if (!turn.plan.refusal) change_sessions(turn, state);
  state.waiting.clear();
  for (const Told& told : turn.plan.waiting) let_wait(state, waiting_from(told));
  for (const std::uint64_t hash : turn.screened) remember_seen(state, hash);
  if (turn.plan.refusal) return;  // a refused turn may be tried again at once
  if (turn.trends) state.trends = *turn.trends;
  RecentTurn recent;
  recent.fingerprint = fingerprint_of(turn.chat);
  recent.turn = turn.id;
  recent.session = turn.session;
  recent.at = turn.started;
  recent.ended = turn.plan.ends_session;
  remember_turn(state, std::move(recent));
}

}  // namespace anban
