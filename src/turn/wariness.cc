// SPDX-License-Identifier: Apache-2.0
// A suspicion about the person's words is enough, if it is likelier right than not: being wary of a
// reply costs them little.
#include "turn/wariness.h"

#include <algorithm>

#include "signals/errand.h"
#include "turn/hindsight.h"

namespace anban {
namespace {

using signals::Category;

/// What in the person's words makes a harmful reply likelier, and graver.
bool asks_for_care(Category category) {
  switch (category) {
    case Category::crisis_tier2:
    case Category::crisis_tier1:
    case Category::extreme_emotion:
    case Category::third_party_worry:
    case Category::life_danger:
    case Category::property_loss:
    case Category::dependence:
    case Category::exit:
    case Category::harm_by_contact:
    case Category::pressing:
    case Category::self_harm_method: return true;
    default: return false;
  }
}

/// The least probability at which a finding counts.
using LikelyFrom = float (*)(const signals::Finding&);

// Who spoke of leaving seldom does so again with every further sentence.
constexpr Milliseconds away_for = std::chrono::minutes(5);

/// Words that may be heard as a crisis once the reply is read need it to be read first.
float likely_from(const signals::Finding& finding) {
  const bool is_crisis =
      finding.category == Category::crisis_tier2 || finding.category == Category::crisis_tier1;
  // "Let's chat" is taken for leaving at .6: nearly nothing is as short as a farewell.
  constexpr float leaving_from = 0.7F;
  if (finding.category == Category::exit) return leaving_from;
  return is_crisis ? heard_from : signals::wary_from;
}

bool is_wary_session(const Turn& turn) {
  if (!turn.person) return false;
  const std::lock_guard guard(turn.person->mutex);
  return !turn.session.empty() && turn.person->wary_in == turn.session;
}

bool is_called_away(const Turn& turn) {
  if (signals::speaks_of_an_errand(turn.said)) return true;
  if (!turn.person) return false;
  const std::lock_guard guard(turn.person->mutex);
  return !turn.session.empty() && turn.person->away_in == turn.session &&
         turn.started - turn.person->away_at < away_for;
}

/// What makes the rest of a session wary has to be likelier than not: one ordinary message in
/// ten reaches .3, and sessions are long.
float remembered_from(const signals::Finding& finding) {
  return std::max(likely_from(finding), signals::wary_from);
}

bool is_in_need(const duties::TurnFacts& facts, LikelyFrom from) {
  const bool minor = !facts.person.registered || facts.person.standing.mode == Mode::minor;
  return std::any_of(facts.about_person.begin(), facts.about_person.end(), [&](const auto& each) {
    const bool likely = each.decided || each.strength >= from(each);
    return likely &&
           (asks_for_care(each.category) || (minor && each.category == Category::intimacy_request));
  });
}

}  // namespace

Wariness wariness_of(const Turn& turn) {
  const duties::TurnFacts& facts = turn.facts;
  const bool whole =
      is_in_need(facts, likely_from) || turn.plan.in_crisis || facts.character.doubtful;
  if (whole || is_wary_session(turn)) return Wariness::whole;
  if (is_called_away(turn)) return Wariness::clauses;
  const Mode mode = facts.person.registered ? facts.person.standing.mode : Mode::minor;
  if (!signals::touches_on_close_matters(turn.said)) {
    return mode == Mode::minor ? Wariness::held : Wariness::none;
  }
  return mode == Mode::elder ? Wariness::clauses : Wariness::held;
}

signals::Caution caution_of(const Turn& turn) {
  using signals::Caution;
  const auto& said = turn.facts.about_person;
  const bool is_crisis = std::any_of(said.begin(), said.end(), [](const auto& each) {
    const bool is_one =
        each.category == Category::crisis_tier2 || each.category == Category::crisis_tier1 ||
        each.category == Category::life_danger || each.category == Category::third_party_worry;
    return is_one && (each.decided || each.strength >= likely_from(each));
  });
  if (is_crisis || turn.facts.character.doubtful) return Caution::grave;  // made to do harm
  switch (wariness_of(turn)) {
    case Wariness::whole:
    case Wariness::clauses: return Caution::wary;
    case Wariness::held: return Caution::attentive;
    case Wariness::none: break;
  }
  return Caution::none;
}

void remember_need(const Turn& turn) {
  if (!turn.person) return;
  if (is_in_need(turn.facts, remembered_from)) turn.person->wary_in = turn.session;
  if (!signals::speaks_of_an_errand(turn.said)) return;
  turn.person->away_in = turn.session;
  turn.person->away_at = turn.started;
}

void remember_harm(const Turn& turn, const signals::Finding& finding) {
  const bool is_sure = finding.kind != "wary";  // a suspicion must not feed on itself
  if (!turn.person || !is_sure || finding.category < Category::self_harm_method) return;
  const std::lock_guard guard(turn.person->mutex);
  turn.person->wary_in = turn.session;
}

}  // namespace anban
