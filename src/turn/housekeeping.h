// SPDX-License-Identifier: Apache-2.0
// Housekeeping: what has to happen without anybody asking: signed checkpoints of the evidence log,
// the erasure of registrations that waited for a guardian's consent in vain (O-130), and reminders
// of the yearly audit of minors' information (O-131).
#pragma once

#include <atomic>

#include "turn/turn.h"

namespace anban {

class Housekeeping {
 public:
  static constexpr Seconds every{60};

  explicit Housekeeping(TurnDeps& deps) : deps_(deps) {}
  /// Works every minute until stop().
  Task<void> run();
  void stop() { stopping_ = true; }
  /// One round now.
  Task<void> tidy_up();

 private:
  Task<void> erase_waiting();
  Task<void> remind_of_audits();
  TurnDeps& deps_;
  LocalDate reminded_on_;  // looked at once a day
  std::atomic<bool> stopping_{false};
};

}  // namespace anban
