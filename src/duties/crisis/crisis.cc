// SPDX-License-Identifier: Apache-2.0
// From findings to help. Wording is the pack's; order is: others are told, then the person.
#include "duties/crisis/crisis.h"

#include <algorithm>

#include "duties/crisis/crisis_words.h"
#include "duties/crisis/level.h"
#include "duties/crisis/whom_to_tell.h"
#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using signals::Category;
using signals::Finding;
using namespace pack::keys;

bool heard(const TurnFacts& facts, Category category) {
  return signals::find(facts.about_person, category) != nullptr;
}

bool is_wish_to_die(const Finding& finding) {
  return finding.decided && finding.category == Category::crisis_tier1 &&
         finding.kind == "passive_wish";
}

CrisisKind kind_of_danger(const Finding& danger) {
  if (danger.kind == "medical" || danger.kind == "overdose") return CrisisKind::medical;
  if (danger.kind == "violence" || danger.kind == "threatened") return CrisisKind::violence;
  return CrisisKind::life_danger;
}

int obligation_for(CrisisKind kind) {
  switch (kind) {
    case CrisisKind::self_harm: return 87;
    case CrisisKind::medical:
    case CrisisKind::violence:
    case CrisisKind::life_danger: return 88;
    case CrisisKind::property_loss: return 89;
    default: return 84;
  }
}

/// A level does not fall inside its window, whatever is said.
int level_now(const TurnFacts& facts, CrisisKind kind) {
  const auto& window = facts.person.state.crisis;
  const bool open = facts.person.registered && window && facts.now < window->until;
  return std::max(level_of(kind, facts), open ? window->level : 0);
}

Tell card(Severity severity, int level) {
  return Tell{.event_type = "crisis.card",
              .severity = severity,
              .display = Display::card,
              .title = crisis_card_title,
              .text = crisis_card_body,
              .in_words = Inline::none,
              .amount = {},
              .level = level};
}

/// Whether an alert about this person went out lately that said as much as this one would.
bool is_told_lately(const TurnFacts& facts, const pack::Params& params, CrisisKind kind) {
  const LiveState& state = facts.person.state;
  const auto& last = state.last_contacted;
  if (!last || *last > facts.now) return false;
  if (facts.now - *last >= params.crisis.contact_again_after) return false;
  // Who heard of a loss has not heard that a life is in danger, nor who heard of an intent that it
  // is being carried out.
  const bool heard_of_life = state.contacted_for_life || kind == CrisisKind::property_loss;
  return heard_of_life && level_of(kind, facts) <= state.contacted_level;
}

/// Beside the contact, who has been told before: danger that has become imminent also goes to
/// whoever is on call. A first alert reaches them by the case, where nobody acknowledges it.
void call_on_duty(const TurnFacts& facts, CrisisKind kind, Requirements& required) {
  const bool told_before = facts.person.state.last_contacted.has_value();
  if (!facts.has_on_call || !told_before || level_of(kind, facts) < 4) return;
  required.push_back({Duty::crisis, 90,
                      Notify{"on_call", "crisis.case", on_call_case_subject, on_call_case_body}});
}

void tell_contact(const TurnFacts& facts, const pack::Params& params, CrisisKind kind,
                  Requirements& required) {
  if (facts.repeated || is_told_lately(facts, params, kind)) return;
  const std::string whom = whom_to_tell(facts);
  const bool by_operator = whom == "on_call";
  const ContactWords words = words_to(whom, case_name(kind));
  if (!by_operator) call_on_duty(facts, kind, required);
  required.push_back({Duty::crisis, 90, Notify{whom, words.event, words.subject, words.text}});
  required.push_back(
      {Duty::crisis, 90,
       Tell{.event_type = "contact.requested",
            .severity = Severity::info,
            .display = Display::card,
            .title = crisis_card_title,
            .text = by_operator ? crisis_contact_unavailable : crisis_contact_pending,
            .in_words = Inline::none,
            .amount = {}}});
}

/// Tier 2 asks for somebody of the staff where the pack requires it (O-92). The person reads of it
/// only where somebody is there to be asked: else it would be a promise that nobody keeps.
void ask_for_staff(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (!params.crisis.takeover_required || facts.repeated) return;
  if (facts.staff == StaffThere::joined || facts.staff == StaffThere::handed_back) return;
  const bool asked = facts.staff == StaffThere::available;
  required.push_back({Duty::crisis, 92,
                      Tell{.event_type = asked ? "takeover.requested" : "takeover.unavailable",
                           .severity = Severity::info,
                           .display = Display::banner,
                           .title = asked ? takeover_requested_title : pack::TextKey{},
                           .text = asked ? takeover_requested_body : pack::TextKey{},
                           .in_words = asked ? Inline::behind : Inline::none,
                           .amount = {}}});
}

void answer_tier2(const TurnFacts& facts, const pack::Params& params, CrisisKind kind,
                  Requirements& required) {
  const int obligation = obligation_for(kind);
  const int level = level_now(facts, kind);
  const auto& window = facts.person.state.crisis;
  const bool same_case = window && facts.now < window->until && window->kind == case_name(kind);
  if (!facts.repeated && !same_case) {
    required.push_back(
        {Duty::crisis, obligation, OpenCase{case_name(kind), 2, crisis_level(kind, facts)}});
  }
  if (!facts.repeated) {
    required.push_back(
        {Duty::crisis, obligation, OpenCrisisWindow{facts.now + params.crisis.window, level}});
  }
  tell_contact(facts, params, kind, required);
  required.push_back({Duty::crisis, obligation, Answer{"soothed", words_for(kind, facts)}});
  required.push_back({Duty::crisis, 86, card(Severity::critical, level)});
  ask_for_staff(facts, params, required);
}

void answer_tier1(const TurnFacts& facts, CrisisKind kind, Requirements& required) {
  const pack::TextKey words = words_for(kind, facts);
  required.push_back({Duty::crisis, 86, card(Severity::warn, level_now(facts, kind))});
  required.push_back({Duty::crisis, 84, Instruct{instruct_care}});
  required.push_back({Duty::crisis, 84, HoldClauses{}});
  const bool to_staff = facts.staff == StaffThere::joined;  // who answers after the first words
  // Where somebody else is in danger now, the words on how to help are the answer.
  const bool is_said = kind == CrisisKind::tier1 ? !facts.asks_something : facts.is_imminent;
  if (is_said && !to_staff) {
    required.push_back({Duty::crisis, 84, Answer{"soothed", words}});
    return;
  }
  required.push_back({Duty::crisis, 84,
                      Tell{.event_type = "notice.boundary",
                           .severity = Severity::warn,
                           .display = Display::in_line,
                           .title = crisis_card_title,
                           .text = words,
                           .in_words = Inline::before,
                           .amount = {}}});
}

/// Small steps that look like one fraud: words of warning before the reply, nobody is told.
bool is_warned_of(CrisisKind kind) {
  return kind == CrisisKind::slow_fraud || kind == CrisisKind::small_loss;
}

void warn_of_fraud(CrisisKind kind, Requirements& required) {
  const bool small = kind == CrisisKind::small_loss;
  required.push_back({Duty::crisis, 89,
                      Tell{.event_type = "notice.scam",
                           .severity = Severity::warn,
                           .display = Display::card,
                           .title = small ? notice_small_loss_title : notice_scam_title,
                           .text = small ? notice_small_loss_body : notice_scam_body,
                           .in_words = Inline::before,
                           .amount = {}}});
}

/// A failed detector is tier 1 by itself, never a contact.
void answer_degraded(const TurnFacts& facts, Requirements& required) {
  const bool adult = facts.person.registered && facts.person.standing.mode != Mode::minor;
  required.push_back({Duty::crisis, 95, card(Severity::warn, 2)});
  if (!adult) {
    required.push_back({Duty::crisis, 95, Answer{"soothed", crisis_degraded_words}});
    return;
  }
  required.push_back({Duty::crisis, 95, HoldWhole{}});
  required.push_back({Duty::crisis, 95, Instruct{instruct_care}});
  required.push_back({Duty::crisis, 95,
                      Tell{.event_type = "notice.boundary",
                           .severity = Severity::warn,
                           .display = Display::in_line,
                           .title = crisis_card_title,
                           .text = crisis_degraded_words,
                           .in_words = Inline::before,
                           .amount = {}}});
}

/// Whether the window was opened by words about dying or by danger to life: then it takes a clear
/// turn to another matter, not the lack of a sign, to bring the model back.
bool is_of_life(const TurnFacts& facts) {
  const auto& window = facts.person.state.crisis;
  return window && window->kind != case_name(CrisisKind::property_loss);
}

/// Whether the model says nothing in the window of an earlier tier 2: to words of a crisis, to
/// pressing, and to whatever is not clearly another matter; where a takeover is required, to
/// anything until somebody handed back (O-92).
bool is_muted(const TurnFacts& facts, const pack::Params& params, CrisisKind kind) {
  if (facts.staff == StaffThere::joined) return false;  // somebody answers themself
  const bool waits_for_staff =
      params.crisis.takeover_required && facts.staff != StaffThere::handed_back;
  const bool turns_away = facts.another_matter || heard(facts, Category::exit);
  const bool stays_with_it = kind == CrisisKind::none && is_of_life(facts) && !turns_away;
  return kind == CrisisKind::tier1 || heard(facts, Category::pressing) || stays_with_it ||
         waits_for_staff;
}

/// Inside the window of an earlier tier 2.
void stay_with_the_person(const TurnFacts& facts, const pack::Params& params, CrisisKind kind,
                          Requirements& required) {
  if (is_muted(facts, params, kind)) {
    required.push_back({Duty::crisis, 87, Answer{"soothed", crisis_window_words}});
    required.push_back({Duty::crisis, 86, card(Severity::critical, level_now(facts, kind))});
    return;
  }
  if (kind == CrisisKind::third_party) answer_tier1(facts, kind, required);
  if (is_warned_of(kind)) warn_of_fraud(kind, required);
  required.push_back({Duty::crisis, 87, Instruct{instruct_care}});
  required.push_back({Duty::crisis, 87, HoldClauses{}});
  required.push_back({Duty::crisis, 86,
                      Tell{.event_type = "crisis.card",
                           .severity = Severity::critical,
                           .display = Display::card,
                           .title = crisis_card_title,
                           .text = crisis_window_line,
                           .in_words = Inline::behind,
                           .amount = {},
                           .level = level_now(facts, kind)}});
}

}  // namespace

CrisisKind crisis_kind(const TurnFacts& facts) {
  if (heard(facts, Category::crisis_tier2)) return CrisisKind::self_harm;
  const bool minor = facts.person.registered && facts.person.standing.is_minor_by_age;
  const bool suspected = facts.person.state.suspected_minor.has_value();
  for (const Finding& each : facts.about_person) {
    if ((minor || suspected) && is_wish_to_die(each)) return CrisisKind::self_harm;
  }
  if (const Finding* danger = signals::find(facts.about_person, Category::life_danger)) {
    return kind_of_danger(*danger);
  }
  const Finding* loss = signals::find(facts.about_person, Category::property_loss);
  const bool adds_up = loss != nullptr && loss->kind == signals::added_up;
  const bool small = loss != nullptr && !adds_up && facts.loss_is_small;
  if (loss != nullptr && !adds_up && !small) return CrisisKind::property_loss;
  const bool extreme = heard(facts, Category::extreme_emotion);
  if (extreme || heard(facts, Category::crisis_tier1)) return CrisisKind::tier1;
  if (adds_up) return CrisisKind::slow_fraud;
  if (small) return CrisisKind::small_loss;
  return heard(facts, Category::third_party_worry) ? CrisisKind::third_party : CrisisKind::none;
}

bool is_tier2(CrisisKind kind) { return kind >= CrisisKind::self_harm; }

const char* case_name(CrisisKind kind) {
  switch (kind) {
    case CrisisKind::self_harm: return "self_harm_intent";
    case CrisisKind::life_danger: return "life_danger";
    case CrisisKind::violence: return "violence";
    case CrisisKind::medical: return "medical_emergency";
    case CrisisKind::property_loss: return "property_loss";
    case CrisisKind::third_party: return "third_party_worry";
    case CrisisKind::slow_fraud: return "slow_fraud";
    case CrisisKind::small_loss: return "small_loss";
    case CrisisKind::tier1: return "extreme_emotion";
    case CrisisKind::none: break;
  }
  return "none";
}

void crisis(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const CrisisKind kind = crisis_kind(facts);
  if (is_tier2(kind)) return answer_tier2(facts, params, kind, required);
  const auto& window = facts.person.state.crisis;
  if (facts.person.registered && window && facts.now < window->until) {
    return stay_with_the_person(facts, params, kind, required);
  }
  if (is_warned_of(kind)) {
    warn_of_fraud(kind, required);
  } else if (kind != CrisisKind::none) {
    return answer_tier1(facts, kind, required);
  }
  if (facts.detector_failed) answer_degraded(facts, required);
}

}  // namespace anban::duties
