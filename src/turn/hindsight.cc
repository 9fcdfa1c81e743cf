// SPDX-License-Identifier: Apache-2.0
// Only the duties of crises and of leaving are asked again: what else the message owed was carried
// out before the model was asked.
#include "turn/hindsight.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "duties/crisis/crisis.h"
#include "duties/leaving/leaving.h"
#include "signals/imminence.h"
#include "turn/record.h"

namespace anban {
namespace {

using signals::Category;
using signals::Finding;

constexpr float intent_from = 0.6F;
// How sure the screen must be of the reply: a suspicion withholds it sooner than it says anything
// about the message.
constexpr float urging_from = 0.35F;
constexpr float harm_shows_from = 0.55F;
constexpr float keeping_from = 0.7F;

bool is_about_death(const Finding& cut) {
  return cut.category == Category::self_harm_encouragement ||
         cut.category == Category::self_harm_method;
}

/// A reply that keeps, binds or hurts: it says that somebody is in need, not in which.
bool is_harm(const Finding& cut) {
  switch (cut.category) {
    case Category::dependence_inducing:
    case Category::manipulation:
    case Category::isolation:
    case Category::verbal_violence: return true;
    default: return is_about_death(cut);
  }
}

/// Farewells look like words of dying, and "then I will die" like encouragement.
bool is_farewell(const signals::Findings& said) {
  return std::any_of(said.begin(), said.end(),
                     [](const Finding& each) { return each.category == Category::exit; });
}

/// Whether words that name what they are speak of a wish without intent, or of somebody else.
bool is_known_better(const signals::Findings& said) {
  return std::any_of(said.begin(), said.end(), [](const Finding& each) {
    const bool is_passive =
        each.category == Category::crisis_tier1 && !each.kind.empty() && each.kind != "plan";
    return each.decided && (is_passive || each.category == Category::third_party_worry);
  });
}

/// Decides the finding of that category that is likely enough and not decided yet, if any.
std::optional<Category> decide(signals::Findings& said, Category category, float from) {
  const auto likely = std::find_if(said.begin(), said.end(), [&](const Finding& each) {
    return each.category == category && !each.decided && each.strength >= from;
  });
  if (likely == said.end()) return std::nullopt;
  likely->decided = true;
  return category;
}

/// Of a minor any own wish to die is tier 2; that it is one shows the reply.
std::optional<Category> wish_of_a_minor(Turn& turn) {
  signals::Findings& said = turn.facts.about_person;
  if (turn.facts.person.standing.mode != Mode::minor) return std::nullopt;
  const auto wish = std::find_if(said.begin(), said.end(), [](const Finding& each) {
    return each.category == Category::crisis_tier1 && each.kind.empty() &&
           each.strength >= heard_from;
  });
  if (wish == said.end()) return std::nullopt;
  wish->decided = true;
  wish->kind = "passive_wish";
  return wish->category;
}

/// An intent that is too unsure to be told is met like a wish: with help.
std::optional<Category> intent_as_wish(signals::Findings& said) {
  if (signals::find(said, Category::crisis_tier1) != nullptr) return std::nullopt;  // it was met
  const auto likely = std::find_if(said.begin(), said.end(), [](const Finding& each) {
    return each.category == Category::crisis_tier2 && each.strength >= heard_from;
  });
  if (likely == said.end()) return std::nullopt;
  Finding wish = *likely;
  wish.category = Category::crisis_tier1;
  wish.decided = true;
  said.push_back(std::move(wish));
  return Category::crisis_tier1;
}

/// The crisis that the reply shows, decided; nothing where it shows none. To tell somebody takes
/// more than to offer help, and more where the reply's harm is not about death.
std::optional<Category> crisis_behind(Turn& turn, const Finding& cut) {
  signals::Findings& said = turn.facts.about_person;
  if (!is_harm(cut) || is_farewell(said)) return std::nullopt;
  if (cut.strength < (is_about_death(cut) ? urging_from : harm_shows_from)) return std::nullopt;
  const bool urges = is_about_death(cut) && cut.strength >= signals::wary_from;
  std::optional<Category> shown;
  if (!is_known_better(said)) {
    shown = decide(said, Category::crisis_tier2, urges ? heard_from : intent_from);
  }
  if (!shown) shown = decide(said, Category::life_danger, signals::wary_from);
  if (!shown && urges) shown = wish_of_a_minor(turn);
  if (!shown) shown = decide(said, Category::crisis_tier1, heard_from);
  if (!shown && !is_known_better(said)) shown = intent_as_wish(said);
  if (!shown) shown = decide(said, Category::third_party_worry, signals::wary_from);
  return shown;
}

/// A reply that keeps the person shows that they were leaving.
std::optional<Category> leaving_behind(signals::Findings& said, const Finding& cut) {
  const bool keeps =
      cut.category == Category::exit_obstruction || cut.category == Category::manipulation;
  if (!keeps || cut.strength < keeping_from) return std::nullopt;
  return decide(said, Category::exit, signals::wary_from);
}

/// Another turn may have opened a window meanwhile, and what only the beginning needed is gone.
void look_again(Turn& turn) {
  const Person& person = *turn.person;
  LiveState& state = turn.facts.person.state;
  state.crisis = person.state.crisis;
  state.after_care = person.state.after_care;
  state.last_contacted = person.state.last_contacted;
  state.contacted_level = person.state.contacted_level;
  state.contacted_for_life = person.state.contacted_for_life;
  turn.facts.person.profile = person.profile;
  turn.facts.is_imminent = signals::is_imminent(turn.said);
  turn.facts.asks_something = false;  // its answer was withheld
}

}  // namespace

bool hear_in_hindsight(Turn& turn, const Finding& cut, Transaction& into) {
  const bool is_heard = turn.person && !turn.person->erased && !turn.facts.repeated;
  if (!is_heard || turn.plan.for_staff) return false;
  turn.in_hindsight = crisis_behind(turn, cut);
  if (!turn.in_hindsight) turn.in_hindsight = leaving_behind(turn.facts.about_person, cut);
  if (!turn.in_hindsight) return false;
  look_again(turn);
  duties::Requirements required;
  const pack::Params& params = turn.policy->pack->params;
  const bool leaves = turn.in_hindsight == Category::exit;
  leaves ? duties::leaving(turn.facts, params, required)
         : duties::crisis(turn.facts, params, required);
  ReplyPlan plan = plan_of(required, turn.facts);
  if (!plan.answer && plan.before.empty()) {
    turn.in_hindsight.reset();
    return false;
  }
  if (!plan.answer) plan.answer = duties::Answer{"soothed", plan.before.front().tell.text};
  turn.required = std::move(required);
  turn.plan.answer = std::move(plan.answer);
  turn.plan.answer_obligation = plan.answer_obligation;
  turn.plan.events = std::move(plan.events);
  turn.plan.in_crisis |= plan.in_crisis;
  turn.plan.ends_session = plan.ends_session;
  if (duties::first<duties::OpenCase>(turn.required) != nullptr) {
    turn.care_case = new_id<CaseId>("cas_", turn.deps.clock.now(), turn.deps.entropy);
  } else if (turn.plan.in_crisis && turn.facts.person.state.crisis) {
    turn.care_case = turn.facts.person.state.crisis->care_case;
  }
  change_state_by_more(turn);
  record_care(turn, into);
  return true;
}

}  // namespace anban
