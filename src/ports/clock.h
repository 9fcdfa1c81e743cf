// SPDX-License-Identifier: Apache-2.0
// Time as a constructor argument: a Clock says what time it is, a Timer calls back. In the sandbox
// and in tests time jumps (sim/virtual_time.h); nothing else in the program asks the system.
#pragma once

#include <functional>
#include <memory>

#include "base/local_time.h"
#include "base/task.h"

namespace anban {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// Holds a scheduled call; letting go of it cancels the call. After cancel() returns on the thread
/// that scheduled, the call does not happen any more.
class Alarm {
 public:
  virtual ~Alarm() = default;
};

class Timer {
 public:
  virtual ~Timer() = default;
  /// Calls `act` once, on the caller's event loop, at or after `when` (resolution 100 ms is
  /// enough).
  virtual std::unique_ptr<Alarm> at(Instant when, std::function<void()> act) = 0;
  virtual Task<void> sleep_until(Instant when) = 0;
};

}  // namespace anban
