// SPDX-License-Identifier: Apache-2.0
// A short list, since few strangers are in a crisis within two minutes.
#include "turn/strangers.h"

#include <algorithm>
#include <utility>

#include "turn/observe.h"

namespace anban {
namespace {

/// Who said what, as a hash: neither names nor words are kept.
Digest print_of(const Turn& turn) {
  std::string all = turn.caller.key.text + "\n" + turn.named.text + "\n" +
                    turn.options.session_header + "\n" + std::to_string(fingerprint_of(turn.chat));
  return sha256(all);
}

}  // namespace

std::optional<RecentTurn> Strangers::recall(Turn& turn) {
  const Milliseconds window = turn.policy->pack->params.repeats.window;
  std::erase_if(heard_, [&](const Heard& each) {
    return std::chrono::abs(turn.started - each.turn.at) >= window;  // calls at once may overtake
  });
  if (heard_.empty()) return std::nullopt;
  const Digest what = print_of(turn);
  const auto found = std::find_if(heard_.begin(), heard_.end(),
                                  [&](const Heard& each) { return each.what == what; });
  if (found == heard_.end()) return std::nullopt;
  turn.id = found->turn.turn;
  turn.session = found->turn.session;
  turn.care_case = found->care_case;
  turn.facts.repeated = true;
  return found->turn;
}

void Strangers::remember(const Turn& turn) {
  if (heard_.size() >= known_most) heard_.pop_front();
  RecentTurn recent;
  recent.turn = turn.id;
  recent.session = turn.session;
  recent.at = turn.started;
  heard_.push_back({print_of(turn), std::move(recent), turn.care_case, {}});
}

void Strangers::keep_answer(const TurnId& turn, StoredTurn stored) {
  stored.input.clear();
  const std::lock_guard guard(mutex_);
  for (Heard& each : heard_) {
    if (each.turn.turn != turn) continue;
    each.turn.answered = true;
    each.stored = std::move(stored);
    return;
  }
}

std::optional<StoredTurn> Strangers::answer_to(const TurnId& turn) {
  const std::lock_guard guard(mutex_);
  for (const Heard& each : heard_) {
    if (each.turn.turn == turn && each.turn.answered) return each.stored;
  }
  return std::nullopt;
}

void Strangers::clear() {
  const std::lock_guard guard(mutex_);
  heard_.clear();
}

}  // namespace anban
