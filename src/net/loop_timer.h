// SPDX-License-Identifier: Apache-2.0
// ports/clock.h's Timer over the loops' wheels, for a Clock that follows the system. Where the
// system's clock is set back, a call waits until the clock says that its time has come.
#pragma once

#include <functional>
#include <memory>

#include "ports/clock.h"

namespace anban {

class LoopTimer final : public Timer {
 public:
  /// `clock` lives longer. Calls must be made on threads of Loops.
  explicit LoopTimer(const Clock& clock) : clock_(clock) {}
  std::unique_ptr<Alarm> at(Instant when, std::function<void()> act) override;
  Task<void> sleep_until(Instant when) override;

 private:
  const Clock& clock_;
};

}  // namespace anban
