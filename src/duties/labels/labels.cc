// SPDX-License-Identifier: Apache-2.0
// Disclosure and identity.
#include "duties/labels/labels.h"

#include "pack/text_keys.h"

namespace anban::duties {

void labels(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  required.push_back({Duty::labels, 100, Instruct{pack::keys::instruct_identity}});
  if (!facts.new_session) return;
  const bool first_ever = !facts.person.state.last_answer;
  const bool as_dialog = first_ever || params.disclosure.dialog_each_login;
  required.push_back({Duty::labels, params.disclosure.dialog_each_login ? 101 : 100,
                      Tell{.event_type = "disclosure.ai",
                           .severity = Severity::info,
                           .display = as_dialog ? Display::dialog : Display::banner,
                           .title = pack::keys::disclosure_ai_title,
                           .text = pack::keys::disclosure_ai_body,
                           .in_words = Inline::none,
                           .amount = {}}});
}

}  // namespace anban::duties
