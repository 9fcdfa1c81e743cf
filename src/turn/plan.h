// SPDX-License-Identifier: Apache-2.0
// From requirements to what happens: one pure function that knows the precedence of effects.
// Others are notified whatever else is owed; then the person is spoken to: a crisis before leaving,
// leaving before a refusal, a refusal before content; then the turn is refused or ended.
#pragma once

#include <optional>
#include <vector>

#include "duties/facts.h"
#include "duties/requirement.h"
#include "signals/observer.h"

namespace anban {

/// A Tell with the obligation that asked for it.
struct Told {
  int obligation = 0;
  duties::Tell tell;
};

struct ReplyPlan {
  std::optional<duties::Refuse> refusal;  // 403, nothing else is said
  int refusal_obligation = 0;
  std::optional<duties::Answer> answer;  // fixed words in the model's place
  int answer_obligation = 0;
  std::vector<Told> before;    // words before the reply (tier 1)
  std::vector<Told> behind;    // words behind it (crisis window)
  std::optional<Told> notice;  // the reply's one notice
  std::vector<Told> waiting;   // notices for later replies
  std::vector<Told> events;    // only in `anban`
  std::vector<pack::TextKey> instructions;
  std::optional<duties::StopAt> stop_at;
  signals::Holding holding = signals::Holding::suspicion;
  bool ends_session = false;
  bool in_crisis = false;  // a crisis reply carries no notices
  bool for_staff = false;  // somebody of the staff answers in the model's place (O-92)
  bool asks_model() const { return !refusal && !answer && !for_staff; }
};

ReplyPlan plan_of(const duties::Requirements& required, const duties::TurnFacts& facts);

}  // namespace anban
