// SPDX-License-Identifier: Apache-2.0
// The end of a session by the person's own word.
#include "duties/leaving/leaving.h"

#include "pack/text_keys.h"

namespace anban::duties {

void leaving(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (signals::find(facts.about_person, signals::Category::exit) == nullptr) return;
  required.push_back({Duty::leaving, 162, Answer{"ended", pack::keys::leaving_goodbye}});
  required.push_back({Duty::leaving, 162,
                      Tell{.event_type = "session.exited",
                           .severity = Severity::info,
                           .display = Display::banner,
                           .title = pack::keys::leaving_exit_label,
                           .text = pack::keys::leaving_goodbye,
                           .in_words = Inline::none,
                           .amount = {}}});
  required.push_back({Duty::leaving, 163, EndSession{}});
}

}  // namespace anban::duties
