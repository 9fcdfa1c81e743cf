// SPDX-License-Identifier: Apache-2.0
// The person's wish to hear no more of it is a finding of pressing, of kind "no_more".
#include "duties/crisis/after_care.h"

#include <algorithm>

#include "duties/crisis/crisis_words.h"
#include "pack/text_keys.h"

namespace anban::duties {
namespace {

bool wants_no_more(const TurnFacts& facts) {
  return std::any_of(facts.about_person.begin(), facts.about_person.end(),
                     [](const signals::Finding& each) {
                       return each.decided && each.category == signals::Category::pressing &&
                              each.kind == "no_more";
                     });
}

Tell line(pack::TextKey text) {
  return {.event_type = "notice.aftercare",
          .severity = Severity::info,
          .display = Display::in_line,
          .title = pack::keys::crisis_card_title,
          .text = text,
          .in_words = Inline::behind,
          .amount = {}};
}

}  // namespace

void after_care(const TurnFacts& facts, Requirements& required) {
  if (!facts.person.registered || facts.repeated || crisis_kind(facts) != CrisisKind::none) return;
  const auto& care = facts.person.state.after_care;
  const auto& window = facts.person.state.crisis;
  const bool in_window = window && facts.now < window->until;
  if (!care || facts.now >= care->until || in_window || facts.detector_failed) return;
  if (wants_no_more(facts)) {
    required.push_back({Duty::after_care, 84, EndAfterCare{}});
    required.push_back({Duty::after_care, 84, line(pack::keys::crisis_aftercare_ended)});
    return;
  }
  required.push_back({Duty::after_care, 84, Instruct{pack::keys::instruct_aftercare}});
  required.push_back({Duty::after_care, 84, HoldClauses{}});
  if (facts.local.date == care->told) return;
  required.push_back({Duty::after_care, 86, line(after_care_line(facts))});
  required.push_back({Duty::after_care, 86, Reminded{Milliseconds(0), Reminder::after_care}});
}

}  // namespace anban::duties
