// SPDX-License-Identifier: Apache-2.0
// The precedence of effects in one place.
#include "turn/plan.h"

#include <algorithm>

namespace anban {
namespace {

using duties::Duty;
using duties::Inline;
using duties::Requirement;

void sort_tell(const Requirement& each, const duties::Tell& tell, ReplyPlan& plan,
               std::vector<Told>& notices) {
  const Told told{each.obligation, tell};
  switch (tell.in_words) {
    case Inline::none: plan.events.push_back(told); break;
    case Inline::before: plan.before.push_back(told); break;
    case Inline::behind: plan.behind.push_back(told); break;
    case Inline::notice: notices.push_back(told); break;
  }
}

/// Smaller goes first.
int rank_of(Duty duty) {
  switch (duty) {
    case Duty::crisis: return 0;
    case Duty::leaving: return 1;
    case Duty::content: return 2;
    default: return 3;
  }
}

/// Before its day a pack advises: what it would refuse is recorded and let pass. An unknown person
/// and a barred character are refused all the same: no advice is needed to protect a child.
bool is_carried_out(const duties::Refuse& refuse, const duties::TurnFacts& facts) {
  return facts.force == pack::Force::enforced || refuse.code == "anban_person_unknown" ||
         refuse.code == "anban_character_barred" || refuse.code == "anban_suspended" ||
         refuse.code == "anban_conversation_stopped";
}

void choose_answer(const duties::Requirements& required, const duties::TurnFacts& facts,
                   ReplyPlan& plan) {
  int best = 99;
  for (const Requirement& each : required) {
    const auto* answer = std::get_if<duties::Answer>(&each.effect);
    if (answer == nullptr || rank_of(each.duty) >= best) continue;
    best = rank_of(each.duty);
    plan.answer = *answer;
    plan.answer_obligation = each.obligation;
  }
  const bool may_be_refused = best > rank_of(Duty::leaving);
  for (const Requirement& each : required) {
    const auto* refuse = std::get_if<duties::Refuse>(&each.effect);
    if (refuse == nullptr || !may_be_refused || plan.refusal) continue;
    if (!is_carried_out(*refuse, facts)) continue;
    plan.refusal = *refuse;
    plan.refusal_obligation = each.obligation;
  }
}

/// A crisis of tier 1 heard in a turn that is refused is answered with its words alone, and so is
/// every such turn while the window of tier 2 is open: with the help line.
void answer_instead_of_refusing(const duties::TurnFacts& facts, ReplyPlan& plan) {
  const bool to_staff = facts.staff == duties::StaffThere::joined;
  if (!plan.refusal || to_staff || (plan.before.empty() && plan.behind.empty())) return;
  const Told& words = plan.before.empty() ? plan.behind.front() : plan.before.front();
  plan.answer_obligation = words.obligation;
  plan.answer = duties::Answer{"soothed", words.tell.text};
  plan.before.clear();
  plan.behind.clear();
  plan.refusal.reset();
}

/// The two-hour reminder comes every two hours whatever else is (O-98): also in a crisis window,
/// where the model answers. Words that soothe stand alone.
bool comes_in_a_window(const Told& told, const ReplyPlan& plan) {
  static constexpr int two_hours = 98;
  return told.obligation == two_hours && !plan.answer && plan.before.empty();
}

void choose_notice(std::vector<Told> notices, const duties::TurnFacts& facts, ReplyPlan& plan) {
  for (const WaitingNotice& each : facts.person.state.waiting) {
    duties::Tell tell;
    tell.event_type = each.event_type;
    tell.display = static_cast<duties::Display>(each.display);
    tell.title = pack::TextKey{each.title_key};
    tell.text = pack::TextKey{each.text_key};
    tell.gravity = each.gravity;
    tell.amount = each.amount;
    const bool newer = std::any_of(notices.begin(), notices.end(), [&](const Told& told) {
      return told.tell.event_type == each.event_type;
    });
    if (!newer) notices.push_back({each.obligation, tell});
  }
  std::stable_sort(notices.begin(), notices.end(),
                   [](const Told& a, const Told& b) { return a.tell.gravity > b.tell.gravity; });
  const bool may_speak = !plan.refusal && !facts.repeated && !plan.ends_session;
  const auto spoken = std::find_if(notices.begin(), notices.end(), [&](const Told& told) {
    return may_speak && (!plan.in_crisis || comes_in_a_window(told, plan));
  });
  if (spoken != notices.end()) {
    plan.notice = *spoken;
    notices.erase(spoken);
  }
  plan.waiting = std::move(notices);
}

/// What waits for somebody of the staff: all but a crisis and leaving, which are answered at once.
/// Refusals are of the AI service, and it is not what answers. A notice may wait, and that one
/// talks to an AI would not be true.
void give_to_staff(const duties::Requirements& required, ReplyPlan& plan) {
  for (const Requirement& each : required) {
    const bool is_owed = each.duty == Duty::crisis || each.duty == Duty::leaving;
    if (is_owed && std::holds_alternative<duties::Answer>(each.effect)) return;
  }
  plan.for_staff = true;
  plan.refusal.reset();
  plan.answer.reset();
  plan.stop_at.reset();
  plan.instructions.clear();
  if (plan.notice) plan.waiting.insert(plan.waiting.begin(), *plan.notice);
  plan.notice.reset();
  std::erase_if(plan.events,
                [](const Told& told) { return told.tell.event_type == "disclosure.ai"; });
}

}  // namespace

ReplyPlan plan_of(const duties::Requirements& required, const duties::TurnFacts& facts) {
  ReplyPlan plan;
  std::vector<Told> notices;
  for (const Requirement& each : required) {
    if (const auto* tell = std::get_if<duties::Tell>(&each.effect)) {
      sort_tell(each, *tell, plan, notices);
    } else if (const auto* instruct = std::get_if<duties::Instruct>(&each.effect)) {
      plan.instructions.push_back(instruct->text);
    } else if (const auto* stop = std::get_if<duties::StopAt>(&each.effect)) {
      if (!plan.stop_at || stop->when < plan.stop_at->when) plan.stop_at = *stop;
    } else if (std::holds_alternative<duties::HoldClauses>(each.effect)) {
      plan.holding = std::max(plan.holding, signals::Holding::every_clause);
    } else if (std::holds_alternative<duties::HoldWhole>(each.effect)) {
      plan.holding = signals::Holding::whole_reply;
    } else if (std::holds_alternative<duties::EndSession>(each.effect)) {
      plan.ends_session = true;
    }
    plan.in_crisis |= each.duty == Duty::crisis;
  }
  choose_answer(required, facts, plan);
  answer_instead_of_refusing(facts, plan);
  choose_notice(std::move(notices), facts, plan);
  if (facts.staff == duties::StaffThere::joined) give_to_staff(required, plan);
  return plan;
}

}  // namespace anban
