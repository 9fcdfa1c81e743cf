// SPDX-License-Identifier: Apache-2.0
// A refusal with the reason in words.
#include "duties/stopping/stopping.h"

#include "pack/text_keys.h"

namespace anban::duties {

void stopping(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (!facts.stopped_by_staff) return;
  required.push_back(
      {Duty::scope, 187, Refuse{"anban_conversation_stopped", pack::keys::stopping_body, {}}});
}

}  // namespace anban::duties
