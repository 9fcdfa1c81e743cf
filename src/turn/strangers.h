// SPDX-License-Identifier: Apache-2.0
// Repeats of people whom nobody registered. A stranger in a crisis is helped, and the person on
// call is told (O-87); no record of a person could know that a client sent the same words again, so
// what matters is remembered here: in memory, for as long as a repeat is one, without any word of
// the stranger's. A repeat hears the answer of the first turn and opens no second case.
#pragma once

#include <deque>
#include <mutex>
#include <optional>

#include "base/digest.h"
#include "people/session.h"
#include "turn/record.h"

namespace anban {

class Strangers {
 public:
  /// Strangers in a crisis within a repeat window; the oldest is forgotten, so that beyond it a
  /// repeat alerts again rather than not at all.
  static constexpr std::size_t known_most = 1'000;

  /// Held from recall() to remember(), so that of two calls at once one is the repeat.
  std::unique_lock<std::mutex> lock() { return std::unique_lock(mutex_); }
  /// Where the turn repeats an earlier one of the same key, name, session and messages: takes over
  /// its id, session and case. The caller holds lock().
  std::optional<RecentTurn> recall(Turn& turn);
  /// The turn opened a case. The caller holds lock().
  void remember(const Turn& turn);

  /// The fixed words that the stranger heard.
  void keep_answer(const TurnId& turn, StoredTurn stored);
  std::optional<StoredTurn> answer_to(const TurnId& turn);
  void clear();

 private:
  struct Heard {
    Digest what;
    RecentTurn turn;
    CaseId care_case;
    StoredTurn stored;
  };
  std::mutex mutex_;
  std::deque<Heard> heard_;  // oldest first; guarded by mutex_
};

}  // namespace anban
