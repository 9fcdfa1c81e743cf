// SPDX-License-Identifier: Apache-2.0
// The score is a finding of kind "began: score_4.08, share_0.61", later "goes_on: …". What a reply
// of the person's own history shows by itself has other kinds and asks for nothing here.
#include "duties/influence/influence.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

/// Only for the app: the page of the person shows an event without words nowhere.
Tell told_to_the_app() {
  return {.event_type = "influence.catering",
          .severity = Severity::info,
          .display = Display::in_line,
          .title = {},
          .text = {},
          .in_words = Inline::none,
          .amount = {}};
}

}  // namespace

void influence(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (!facts.person.registered) return;
  for (const signals::Finding& each : facts.about_person) {
    if (!each.decided || each.category != signals::Category::sycophancy) continue;
    const bool begins = each.kind.starts_with("began: ");
    if (!begins && !each.kind.starts_with("goes_on: ")) continue;
    required.push_back({Duty::influence, 29, Instruct{pack::keys::instruct_honest}});
    if (begins && !facts.repeated) required.push_back({Duty::influence, 29, told_to_the_app()});
    return;
  }
}

}  // namespace anban::duties
