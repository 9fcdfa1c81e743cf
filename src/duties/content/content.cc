// SPDX-License-Identifier: Apache-2.0
// Findings about content become refusals, strikes and suspensions.
#include "duties/content/content.h"

#include <array>
#include <utility>

#include "pack/text_keys.h"
#include "signals/stream_words.h"

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
  const int obligation = obligation_of(finding);
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

const signals::Finding* blocked_finding(const TurnFacts& facts) {
  const signals::Finding* said = forbidden_in(facts.about_person);
  return said != nullptr ? said : forbidden_in(facts.in_history);
}

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
  return signals::forbids(category, signals::Audience());
}

std::string taxonomy_id(const signals::Finding& finding) {
  const bool is_named = finding.kind.starts_with("A.") || finding.kind.starts_with("B");
  if (is_named) return finding.kind;
  switch (finding.category) {
    case Category::terrorism: return "A.1-4";
    case Category::hatred: return "A.1-5";
    case Category::sexual:
    case Category::violence_crime:
    case Category::gambling:
    case Category::fraud:
    case Category::drugs_weapons: return "A.1-6";
    case Category::rumour: return "A.1-7";
    case Category::prohibited: return "A.1-8";
    case Category::discrimination: return "A.2-17";
    case Category::spam: return "A.3-22";
    case Category::self_harm_method:
    case Category::self_harm_encouragement: return "B1";
    case Category::offensive:
    case Category::verbal_violence: return "B2";
    case Category::pi_elicitation:
    case Category::secret_elicitation: return "B3";
    case Category::sycophancy:
    case Category::dependence_inducing:
    case Category::isolation: return "B5";
    case Category::manipulation: return "B6";
    case Category::exit_obstruction: return "B7";
    case Category::human_claim: return "B8";
    default: return std::string(signals::name_of(finding.category));
  }
}

int obligation_of(const signals::Finding& finding) {
  if (finding.category != Category::prohibited) return obligation_of(finding.category);
  // What an operator imported says by its kind which prohibition it serves.
  constexpr std::array<std::pair<std::string_view, int>, 8> first_group{{{"A.1-1", 11},
                                                                         {"A.1-2", 10},
                                                                         {"A.1-3", 12},
                                                                         {"A.1-4", 13},
                                                                         {"A.1-5", 17},
                                                                         {"A.1-6", 21},
                                                                         {"A.1-7", 22},
                                                                         {"A.1-8", 15}}};
  for (const auto& [kind, obligation] : first_group) {
    if (finding.kind == kind) return obligation;
  }
  if (finding.kind == "A.2-9") return 17;
  if (finding.kind.starts_with("A.2-")) return 18;
  const bool infringes = finding.kind.starts_with("A.3-") || finding.kind.starts_with("A.4-");
  return infringes ? 23 : obligation_of(finding.category);
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
    case Category::medical_advice: return 57;
    case Category::secret_elicitation: return 26;
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

pack::TextKey words_in_place_of(const signals::Finding& finding) {
  const bool is_suspected = finding.kind == "wary";
  switch (finding.category) {
    case Category::self_harm_method: return content_methods_withheld_body;
    case Category::self_harm_encouragement: return crisis_tier1_words;
    case Category::medical_advice: return content_diagnosis_replaced_body;
    case Category::human_claim: return labels_i_am_ai;
    default: return is_suspected ? content_output_doubtful_body : content_output_replaced_body;
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
    const int obligation = obligation_of(*carried);
    required.push_back({Duty::content, obligation, Answer{"refused", content_input_blocked_body}});
    required.push_back({Duty::content, obligation, blocked(carried->category)});
  }
}

}  // namespace anban::duties
