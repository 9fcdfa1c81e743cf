// SPDX-License-Identifier: Apache-2.0
// A doorbell: one coroutine waits, anybody rings, from any thread. It is how a worker hears of new
// work, and how a wait that a server could make endless is ended at once.
#pragma once

#include <memory>

#include "base/task.h"

namespace anban {

class Doorbell {
 public:
  Doorbell();
  ~Doorbell();
  Doorbell(const Doorbell&) = delete;
  Doorbell& operator=(const Doorbell&) = delete;
  /// Wakes the waiter on its own loop, or lets the next wait() pass at once. Rings do not add up.
  void ring() noexcept;
  /// Until rung, or cancelled in asio's way. One waiter at a time.
  Task<void> wait();
  /// Whether nobody who was rung for, at any bell, has yet to wake: virtual time stands still
  /// meanwhile. A waiter counts until it suspends again.
  static bool all_heard() noexcept;

 private:
  struct State;
  class Bells;
  class Wait;
  std::shared_ptr<State> state_;
};

}  // namespace anban
