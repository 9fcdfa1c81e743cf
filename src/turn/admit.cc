// SPDX-License-Identifier: Apache-2.0
// The beginning of a turn.
#include "turn/admit.h"

#include <algorithm>
#include <utility>

#include "duties/content/content.h"
#include "signals/imminence.h"
#include "signals/loss_size.h"
#include "turn/identify.h"
#include "turn/observe.h"
#include "turn/stops.h"
#include "turn/takeovers.h"
#include "turn/words.h"

namespace anban {
namespace {

constexpr std::string_view character_prefix = "character:";

std::string_view character_name(const wire::ChatRequest& chat) {
  if (chat.metadata_character) return *chat.metadata_character;
  const std::string_view model = chat.model;
  return model.starts_with(character_prefix) ? model.substr(character_prefix.size())
                                             : std::string_view();
}

std::optional<wire::ApiError> choose_character(Turn& turn) {
  const std::string_view name = character_name(turn.chat);
  if (name.empty()) return std::nullopt;
  turn.character = turn.deps.characters.find(CharacterId(std::string(name)));
  if (!turn.character) {
    return wire::ApiError{
        404,
        "invalid_request_error",
        "model_not_found",
        "model",
        "没有这个角色。 There is no character of that name; GET /v1/models lists them.",
        {}};
  }
  turn.facts.character.id = turn.character->id.text;
  turn.facts.character.relative = turn.character->relative;
  turn.facts.character.intimate = turn.character->intimate;
  turn.facts.character.forbidden_goal = turn.character->forbidden_goal;
  turn.facts.character.doubtful = turn.character->doubtful;
  turn.facts.character.min_age = turn.character->min_age;
  turn.marks.push_back(marks_of(*turn.character));
  return std::nullopt;
}

std::string_view session_name(const Turn& turn) {
  if (turn.chat.metadata_session) return *turn.chat.metadata_session;
  return turn.options.session_header;
}

/// Whether the person was told in that session that this is AI; a first reply that failed was no
/// telling, so the next one, or its retry, begins the session as if it were the first.
bool is_disclosed(const LiveState& state, const SessionId& session) {
  return std::any_of(state.sessions.begin(), state.sessions.end(),
                     [&](const Session& each) { return each.id == session && each.disclosed; });
}

/// The state for the facts. The long lists stand aside for the copy; the caller holds the
/// person's mutex.
LiveState without_lists(LiveState& state) {
  auto sessions = std::exchange(state.sessions, {});
  auto recent = std::exchange(state.recent, {});
  auto seen = std::exchange(state.seen, {});
  auto book = std::exchange(state.book, {});
  LiveState copy = state;
  state.sessions = std::move(sessions);
  state.recent = std::move(recent);
  state.seen = std::move(seen);
  state.book = std::move(book);
  return copy;
}

/// What the person's guardians set, as it holds now. The caller holds the person's mutex.
void keep_to_guardians(Turn& turn, Person& person) {
  settle_guardians(person.profile, person.guardianship, turn.started);
  turn.facts.person.guardian = {quota_set(person.guardianship), hours_set(person.guardianship)};
  turn.facts.character.blocked_by_guardian = std::any_of(
      turn.marks.begin(), turn.marks.end(),
      [&person](const CharacterMarks& each) { return is_blocked(person.guardianship, each); });
}

std::string last_words(const wire::ChatRequest& chat) {
  return chat.messages.empty() ? std::string() : chat.messages.back().text;
}

/// Whether the loss that the message tells of is small by its own words (O-89).
void weigh_loss(Turn& turn) {
  duties::TurnFacts& facts = turn.facts;
  if (signals::find(facts.about_person, signals::Category::property_loss) == nullptr) return;
  const pack::Params& params = turn.policy->pack->params;
  const bool elder = facts.person.standing.mode == Mode::elder;
  const int major_from =
      elder ? std::min(params.elders.amount, params.crisis.loss_amount) : params.crisis.loss_amount;
  facts.loss_is_small = signals::is_small_loss(turn.said, major_from);
}

/// What is refused for its words (pills, a knife) and likelier a crisis than not is one: who asks
/// for help must not be sent away.
void hear_crisis_behind_refused_words(duties::TurnFacts& facts) {
  const bool refused = std::any_of(
      facts.about_person.begin(), facts.about_person.end(),
      [](const auto& each) { return each.decided && duties::is_forbidden_input(each.category); });
  if (!refused) return;
  for (signals::Finding& each : facts.about_person) {
    const bool crisis = each.category == signals::Category::crisis_tier2 ||
                        each.category == signals::Category::crisis_tier1;
    if (crisis && each.strength >= signals::wary_from) each.decided = true;
  }
}

// Whoever was in a crisis speaks of it again far likelier than others, whose ordinary talk the
// thresholds keep apart. (Need of any kind in the session is not enough: farewells are near.)
constexpr float sure_after_a_crisis = 0.6F;

/// A likely crisis is one in the window of another, and a likely intent also in the days after it;
/// not where the person only wants to hear no more of it. The caller holds the person's mutex.
void hear_crisis_again(Turn& turn, const Person& person) {
  const auto& window = person.state.crisis;
  const auto& care = person.state.after_care;
  const bool in_window = window && turn.started < window->until;
  const bool in_care = care && turn.started < care->until;
  const bool presses =
      signals::find(turn.facts.about_person, signals::Category::pressing) != nullptr;
  if (presses || !(in_window || in_care)) return;
  for (signals::Finding& each : turn.facts.about_person) {
    const bool crisis = each.category == signals::Category::crisis_tier2 ||
                        (in_window && each.category == signals::Category::crisis_tier1);
    if (crisis && each.strength >= sure_after_a_crisis) each.decided = true;
  }
}

/// Whether words of crisis, one's own or somebody else's, say that it happens now.
void weigh_crisis(Turn& turn) {
  duties::TurnFacts& facts = turn.facts;
  hear_crisis_behind_refused_words(facts);
  const bool is_crisis =
      signals::find(facts.about_person, signals::Category::crisis_tier2) != nullptr ||
      signals::find(facts.about_person, signals::Category::crisis_tier1) != nullptr ||
      signals::find(facts.about_person, signals::Category::third_party_worry) != nullptr;
  facts.is_imminent = is_crisis && signals::is_imminent(turn.said);
}

/// A case that staff closed takes no further turns: words of crisis open a new one. What was merged
/// goes on in the other case.
void follow_case(Turn& turn) {
  auto& window = turn.facts.person.state.crisis;
  if (!window || turn.started >= window->until) return;
  for (int steps = 0; steps < 8; ++steps) {
    const auto row = turn.deps.journal.case_by_id(window->care_case);
    if (!row || !*row || (*row)->state != "closed") return;
    if ((*row)->merged_into.empty()) break;
    window->care_case = (*row)->merged_into;
  }
  window->kind.clear();
}

/// What an elder's words show, with stricter marks than for others (O-138, O-139, O-142).
void heed_elders(Turn& turn) {
  duties::TurnFacts& facts = turn.facts;
  facts.has_on_call = turn.deps.settings.has_on_call;
  if (facts.person.standing.mode != Mode::elder) return;
  const pack::Params::Elders& elders = turn.policy->pack->params.elders;
  facts.elder = signals::elder_signs(turn.said);
  if (facts.elder.amount < elders.amount) return;
  for (signals::Finding& each : facts.about_person) {
    each.decided |= each.category == signals::Category::property_loss &&
                    static_cast<double>(each.strength) * 100 >= elders.danger_from;
  }
}

}  // namespace

StandingRules standing_rules(const pack::Pack& pack, const TurnSettings& settings) {
  StandingRules rules;
  rules.child_consent = pack.params.age.child_consent;
  rules.minor = pack.params.age.minor;
  rules.elder = pack.params.age.elder;
  rules.emergency_contact_required = pack.params.registration.emergency_contact_required;
  rules.identity_required = pack.params.registration.identity_required_for == "service";
  rules.agreement_version = settings.agreement_version;
  return rules;
}

std::optional<wire::ApiError> admit(Turn& turn) {
  turn.policy = turn.deps.policies.current();
  turn.started = turn.deps.clock.now();
  auto identity = identify(turn.chat, turn.options.user_header, turn.caller, turn.deps.people);
  if (!identity) return identity.error();
  turn.named = identity->named;
  turn.person = identity->person;
  if (const std::string_view name = session_name(turn);
      !name.empty() && !is_acceptable_client_id(name)) {
    return wire::invalid_request(
        "invalid_session_id", "metadata",
        "A session's name has 1 to 128 characters and no control characters.");
  }
  if (auto error = choose_character(turn)) return error;
  turn.id = new_id<TurnId>("trn_", turn.started, turn.deps.entropy);
  turn.locale = locale_for(last_words(turn.chat));
  return std::nullopt;
}

std::optional<RecentTurn> enter(Turn& turn) {
  const pack::Params& params = turn.policy->pack->params;
  duties::TurnFacts& facts = turn.facts;
  facts.now = turn.started;
  facts.force = turn.policy->pack->force_at(turn.started);
  const SessionId fresh = new_id<SessionId>("ses_", turn.started, turn.deps.entropy);
  if (!turn.person) {
    turn.session = session_name(turn).empty() ? fresh : SessionId(std::string(session_name(turn)));
    facts.local = local_time(turn.started, turn.policy->pack->default_time_zone);
    facts.new_session = true;
    weigh_crisis(turn);
    return std::nullopt;
  }
  Person& person = *turn.person;
  const std::string& zone = person.profile.time_zone;
  turn.locale = person.profile.locale;
  const OpenedSession opened = session_at(person.state, session_name(turn), fresh, turn.started,
                                          params.time_in_use.idle_gap);
  std::optional<RecentTurn> earlier;
  if (const RecentTurn* repeated = repeated_turn(person.state, fingerprint_of(turn.chat), opened.id,
                                                 turn.started, params.repeats.window)) {
    earlier = *repeated;
    turn.id = earlier->turn;
    turn.session = earlier->session;
    facts.repeated = true;
    facts.new_session = !is_disclosed(person.state, earlier->session);
  } else {
    turn.session = opened.id;
    facts.new_session = opened.is_new || !is_disclosed(person.state, opened.id);
    person.state.use =
        after_activity(person.state.use, turn.started, params.time_in_use.idle_gap, zone);
    if (person.state.use.continuous == Milliseconds(0)) forget_notices_of_time(person.state);
  }
  hear_crisis_again(turn, person);
  weigh_crisis(turn);
  facts.local = local_time(turn.started, zone);
  keep_to_guardians(turn, person);
  facts.person.registered = true;
  if (turn.deps.takeovers != nullptr) {
    facts.staff = turn.deps.takeovers->there(person, params, turn.started);
  }
  facts.stopped_by_staff = turn.deps.stops != nullptr && turn.deps.stops->has(person.ref);
  facts.person.profile = person.profile;
  facts.person.state = without_lists(person.state);
  facts.person.standing =
      standing_of(person.profile, person.state,
                  standing_rules(*turn.policy->pack, turn.deps.settings), turn.started);
  heed_elders(turn);
  follow_case(turn);
  weigh_loss(turn);
  return earlier;
}

bool hear_behind_refusal(Turn& turn) {
  // Of 400 ordinary messages 3 % are likelier a crisis than not without being sure, 1 % from here
  // on: to take more for one would alarm guardians because it is night.
  constexpr float nearly_sure = 0.7F;
  bool heard = false;
  for (signals::Finding& each : turn.facts.about_person) {
    const bool is_owed = each.category == signals::Category::crisis_tier2 ||
                         each.category == signals::Category::crisis_tier1 ||
                         each.category == signals::Category::exit;
    if (each.decided || !is_owed || each.strength < nearly_sure) continue;
    each.decided = true;
    heard = true;
  }
  if (heard) weigh_crisis(turn);
  return heard;
}

}  // namespace anban
