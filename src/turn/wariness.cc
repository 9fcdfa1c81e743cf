// SPDX-License-Identifier: Apache-2.0
// A suspicion about the person's words is enough, if it is likelier right than not: being wary of a
// reply costs them little.
#include "turn/wariness.h"

#include <algorithm>

#include "signals/errand.h"

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

bool was_harmed(const Turn& turn) {
  if (!turn.person) return false;
  const std::lock_guard guard(turn.person->mutex);
  return !turn.session.empty() && turn.person->harmed_in == turn.session;
}

}  // namespace

Wariness wariness_of(const Turn& turn) {
  const duties::TurnFacts& facts = turn.facts;
  const bool minor = !facts.person.registered || facts.person.standing.mode == Mode::minor;
  const bool in_need =
      std::any_of(facts.about_person.begin(), facts.about_person.end(), [minor](const auto& each) {
        const bool likely = each.decided || each.strength >= signals::wary_from;
        return likely && (asks_for_care(each.category) ||
                          (minor && each.category == Category::intimacy_request));
      });
  if (in_need || turn.plan.in_crisis || facts.character.doubtful || was_harmed(turn)) {
    return Wariness::whole;
  }
  return signals::speaks_of_an_errand(turn.said) ? Wariness::clauses : Wariness::none;
}

void remember_harm(const Turn& turn, const signals::Finding& finding) {
  const bool is_sure = finding.kind != "wary";  // a suspicion must not feed on itself
  if (!turn.person || !is_sure || finding.category < Category::self_harm_method) return;
  const std::lock_guard guard(turn.person->mutex);
  turn.person->harmed_in = turn.session;
}

}  // namespace anban
