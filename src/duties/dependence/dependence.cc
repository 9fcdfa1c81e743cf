// SPDX-License-Identifier: Apache-2.0
// A level is a finding of kind "level_2: hours, words"; words of one message have other kinds.
#include "duties/dependence/dependence.h"

#include <algorithm>

#include "pack/text_keys.h"

namespace anban::duties {

void dependence(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (!facts.person.registered || facts.repeated) return;
  const bool is_dependent = std::any_of(
      facts.about_person.begin(), facts.about_person.end(), [](const signals::Finding& each) {
        return each.decided && each.category == signals::Category::dependence &&
               each.kind.starts_with("level_");
      });
  if (!is_dependent) return;
  required.push_back({Duty::dependence, 97,
                      Tell{.event_type = "notice.dependence",
                           .severity = Severity::warn,
                           .display = Display::dialog,
                           .title = pack::keys::notice_dependence_title,
                           .text = pack::keys::notice_dependence_body,
                           .gravity = 45,
                           .amount = {}}});
}

}  // namespace anban::duties
