// SPDX-License-Identifier: Apache-2.0
// Findings about content become refusals, strikes and suspensions.
#include "duties/content/content.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using signals::Category;
using namespace pack::keys;

const signals::Finding* forbidden_in(const signals::Findings& findings) {
  for (const signals::Finding& each : findings) {
    if (each.decided && is_forbidden_input(each.category)) return &each;
  }
  return nullptr;
}

Tell blocked(Category category) {
  return Tell{
      .event_type = "input.blocked",
      .severity = Severity::warn,
      .display = Display::in_line,
      .title = content_input_blocked_title,
      .text = category == Category::jailbreak ? content_jailbreak : content_input_blocked_body,
      .in_words = Inline::none,
      .amount = {}};
}

void refuse_input(const TurnFacts& facts, const signals::Finding& finding,
                  const pack::Params& params, Requirements& required) {
  const int obligation = obligation_of(finding.category);
  const bool jailbreak = finding.category == Category::jailbreak;
  required.push_back(
      {Duty::content, obligation,
       Answer{"refused", jailbreak ? content_jailbreak : content_input_blocked_body}});
  required.push_back({Duty::content, obligation, blocked(finding.category)});
  if (facts.repeated || !facts.person.registered) return;
  required.push_back({Duty::content, 34, Strike{std::string(signals::name_of(finding.category))}});
  const Strikes after =
      after_violation(facts.person.state.strikes, facts.now, facts.local.date, params);
  if (after.suspended_until)
    required.push_back({Duty::content, 34, Suspend{*after.suspended_until}});
}

}  // namespace

bool is_forbidden_input(Category category) {
  switch (category) {
    case Category::prohibited:
    case Category::sexual:
    case Category::violence_crime:
    case Category::gambling:
    case Category::fraud:
    case Category::drugs_weapons:
    case Category::discrimination:
    case Category::terrorism:
    case Category::hatred:
    case Category::rumour:
    case Category::jailbreak: return true;
    default: return false;
  }
}

bool is_forbidden_output(Category category) {
  switch (category) {
    case Category::prohibited:
    case Category::sexual:
    case Category::violence_crime:
    case Category::gambling:
    case Category::fraud:
    case Category::drugs_weapons:
    case Category::discrimination:
    case Category::terrorism:
    case Category::hatred:
    case Category::rumour:
    case Category::self_harm_method:
    case Category::self_harm_encouragement:
    case Category::verbal_violence:
    case Category::dependence_inducing:
    case Category::manipulation:
    case Category::isolation:
    case Category::exit_obstruction:
    case Category::human_claim:
    case Category::pi_elicitation: return true;
    default: return false;
  }
}

int obligation_of(Category category) {
  switch (category) {
    case Category::terrorism: return 13;
    case Category::hatred: return 17;
    case Category::discrimination: return 18;
    case Category::sexual: return 19;
    case Category::gambling: return 20;
    case Category::violence_crime:
    case Category::fraud:
    case Category::drugs_weapons: return 21;
    case Category::rumour: return 22;
    case Category::offensive: return 23;
    case Category::self_harm_method:
    case Category::self_harm_encouragement: return 24;
    case Category::verbal_violence: return 25;
    case Category::pi_elicitation: return 27;
    case Category::sycophancy: return 29;
    case Category::dependence_inducing: return 30;
    case Category::isolation: return 31;
    case Category::manipulation: return 32;
    case Category::exit_obstruction: return 163;
    case Category::human_claim: return 100;
    case Category::jailbreak: return 38;
    default: return 33;
  }
}

pack::TextKey words_in_place_of(Category category) {
  switch (category) {
    case Category::self_harm_method:
    case Category::self_harm_encouragement: return crisis_tier1_words;
    case Category::human_claim: return labels_i_am_ai;
    default: return content_output_replaced_body;
  }
}

Strikes after_violation(Strikes strikes, Instant now, const LocalDate& today,
                        const pack::Params& params) {
  if (strikes.day != today) {
    strikes.day = today;
    strikes.today = 0;
  }
  ++strikes.consecutive;
  ++strikes.today;
  if (strikes.consecutive >= params.content.strikes_consecutive ||
      strikes.today >= params.content.strikes_per_day) {
    strikes.suspended_until = now + params.content.suspended_for;
    strikes.consecutive = 0;
    strikes.today = 0;
  }
  return strikes;
}

Strikes after_clean_turn(Strikes strikes, const LocalDate& today) {
  strikes.consecutive = 0;
  if (strikes.day != today) {
    strikes.day = today;
    strikes.today = 0;
  }
  return strikes;
}

void content(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const auto& suspended = facts.person.state.strikes.suspended_until;
  if (facts.person.registered && suspended && facts.now < *suspended) {
    required.push_back({Duty::content, 34, Refuse{"anban_suspended", refuse_suspended, {}}});
    return;
  }
  if (facts.character.forbidden_goal) {
    required.push_back({Duty::influence, 58,
                        Refuse{"anban_character_forbidden", refuse_character_forbidden_goal, {}}});
  }
  if (const signals::Finding* said = forbidden_in(facts.about_person)) {
    return refuse_input(facts, *said, params, required);
  }
  if (const signals::Finding* carried = forbidden_in(facts.in_history)) {
    const int obligation = obligation_of(carried->category);
    required.push_back({Duty::content, obligation, Answer{"refused", content_input_blocked_body}});
    required.push_back({Duty::content, obligation, blocked(carried->category)});
  }
}

}  // namespace anban::duties
