// SPDX-License-Identifier: Apache-2.0
// What is due to somebody of elder mode. A crisis of the same turn goes first: its case is the
// case.
#include "duties/elders/elders.h"

#include <algorithm>
#include <string>

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using signals::Category;
using signals::ElderRisk;
using signals::ElderWish;
using signals::Finding;
using namespace pack::keys;

/// The crisis duty answers this turn with words of its own: nothing else is said beside them.
bool is_crisis_answered(const Requirements& required) {
  return std::any_of(required.begin(), required.end(), [](const Requirement& each) {
    return each.duty == Duty::crisis && std::holds_alternative<Answer>(each.effect);
  });
}

bool is_due(const std::optional<Instant>& last, Instant now, Milliseconds every) {
  return !last || *last > now || now - *last >= every;
}

void guide(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const auto& last = facts.person.state.elder_guided;
  if (!is_due(last, facts.now, params.elders.guidance_every)) return;
  required.push_back({Duty::elders, 137,
                      Tell{.event_type = "notice.guidance",
                           .severity = Severity::info,
                           .display = Display::card,
                           .title = elders_guidance_title,
                           .text = elders_guidance_body,
                           .gravity = 20,
                           .amount = {}}});
  required.push_back({Duty::elders, 137, Reminded{Milliseconds(0), Reminder::elder_guidance}});
}

/// Also an undecided sign of the detectors; elders have the lower mark.
bool is_at_risk(const TurnFacts& facts, const pack::Params& params) {
  if (facts.elder.risk != ElderRisk::none) return true;
  return std::any_of(
      facts.about_person.begin(), facts.about_person.end(), [&](const Finding& each) {
        const bool money = each.category == Category::property_loss ||
                           each.category == Category::fraud ||
                           each.category == Category::financial_advice;
        return money && (each.decided ||
                         static_cast<double>(each.strength) * 100 >= params.elders.sign_from);
      });
}

void warn_of_loss(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (!is_at_risk(facts, params)) return;
  const bool in_words =
      is_due(facts.person.state.elder_warned, facts.now, params.elders.warn_again_after) &&
      !is_crisis_answered(required);
  required.push_back({Duty::elders, 138,
                      Tell{.event_type = "notice.scam",
                           .severity = Severity::critical,
                           .display = Display::dialog,
                           .title = elders_scam_title,
                           .text = elders_scam_body,
                           .gravity = 90,
                           .in_words = in_words ? Inline::before : Inline::none,
                           .amount = {}}});
  if (in_words) {
    required.push_back({Duty::elders, 138, Reminded{Milliseconds(0), Reminder::elder_warning}});
  }
}

struct WishWords {
  const char* kind;
  int obligation;
  pack::TextKey title;
  pack::TextKey staffed;
  pack::TextKey noted;  // where nobody is on call
};

WishWords words_of(ElderWish wish) {
  switch (wish) {
    case ElderWish::complaint:
      return {"elder_complaint", 140, elders_complaint_title, elders_complaint_staffed,
              elders_complaint_noted};
    case ElderWish::refund:
      return {"elder_refund", 139, elders_help_title, elders_refund_staffed, elders_refund_noted};
    case ElderWish::help:
    case ElderWish::none: break;
  }
  return {"elder_help", 139, elders_help_title, elders_help_staffed, elders_help_noted};
}

void answer_wish(const TurnFacts& facts, Requirements& required) {
  if (facts.elder.wish == ElderWish::none || is_crisis_answered(required)) return;
  const WishWords words = words_of(facts.elder.wish);
  if (!facts.repeated) {
    required.push_back({Duty::elders, words.obligation, OpenCase{words.kind, 1}});
    required.push_back(
        {Duty::elders, words.obligation,
         Notify{"on_call", "elder.case", on_call_elder_subject, on_call_elder_body}});
  }
  required.push_back({Duty::elders, words.obligation,
                      Tell{.event_type = "case.opened",
                           .severity = Severity::info,
                           .display = Display::card,
                           .title = words.title,
                           .text = facts.has_on_call ? words.staffed : words.noted,
                           .in_words = Inline::before,
                           .amount = {}}});
}

void prompt_for_contact(const TurnFacts& facts, const pack::Params& params,
                        Requirements& required) {
  const auto& contact = facts.person.profile.emergency_contact;
  if (!params.elders.contact_prompt || !facts.new_session || (contact && contact->confirmed)) {
    return;
  }
  required.push_back({Duty::elders, 141,
                      Tell{.event_type = "notice.contact",
                           .severity = Severity::info,
                           .display = Display::card,
                           .title = elders_contact_title,
                           .text = elders_contact_body,
                           .gravity = 25,
                           .amount = {}}});
}

bool asks_for_kin(const TurnFacts& facts) {
  const Finding* wish = signals::find(facts.about_person, Category::intimacy_request);
  return wish != nullptr && wish->kind == "relative";
}

/// A warning under the Measures in force; a refusal where the switch of the draft is on.
void guard_kin(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const bool asked = asks_for_kin(facts);
  const bool barred = params.elders.kin_barred;
  if (!asked && !facts.character.relative) return;
  if (!barred && !asked && !facts.new_session) return;
  if (barred && asked) {
    required.push_back({Duty::elders, 143, Answer{"refused", elders_kin_refused}});
  } else if (barred) {
    required.push_back(
        {Duty::elders, 143, Refuse{"anban_character_barred", elders_kin_refused, {}}});
  }
  required.push_back({Duty::elders, 143,
                      Tell{.event_type = barred ? "character.blocked" : "notice.boundary",
                           .severity = Severity::warn,
                           .display = Display::banner,
                           .title = elders_kin_title,
                           .text = barred ? elders_kin_refused : elders_kin_warning,
                           .gravity = 50,
                           .in_words = barred ? Inline::none : Inline::notice,
                           .amount = {}}});
}

}  // namespace

void elders(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (!facts.person.registered || facts.person.standing.mode != Mode::elder) return;
  answer_wish(facts, required);
  warn_of_loss(facts, params, required);
  guard_kin(facts, params, required);
  const bool has_spoken =
      std::any_of(required.begin(), required.end(), [](const Requirement& each) {
        const Tell* tell = std::get_if<Tell>(&each.effect);
        return tell != nullptr && tell->in_words == Inline::before;
      });
  if (facts.repeated || has_spoken || first<Refuse>(required) != nullptr) return;
  prompt_for_contact(facts, params, required);
  guide(facts, params, required);
}

std::optional<Instant> elder_case_due(std::string_view kind, Instant opened,
                                      const pack::Params& params) {
  if (!kind.starts_with("elder_")) return std::nullopt;
  return opened + params.elders.case_due;
}

}  // namespace anban::duties
