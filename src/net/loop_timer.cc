// SPDX-License-Identifier: Apache-2.0
// Alarms and sleeps on the current loop's wheel.
#include "net/loop_timer.h"

#include <algorithm>
#include <utility>

#include "base/ensure.h"
#include "net/loops.h"
#include "net/wheel_wait.h"

namespace anban {
namespace {

/// Longest stretch that is waited for without asking the clock again, so that a clock which was
/// set forward is noticed within it.
constexpr Milliseconds longest_stretch{60'000};

Milliseconds stretch_until(Instant when, const Clock& clock) {
  return std::clamp(when - clock.now(), Milliseconds{0}, longest_stretch);
}

class LoopAlarm final : public Alarm, WheelEntry {
 public:
  LoopAlarm(Loop& loop, const Clock& clock, Instant when, std::function<void()> act)
      : loop_(loop), clock_(clock), when_(when), act_(std::move(act)) {
    loop_.wheel().set(*this, stretch_until(when_, clock_));
  }
  ~LoopAlarm() override {
    ensure(!is_set() || Loop::current_or_null() == &loop_ || Loop::current_or_null() == nullptr,
           "an alarm is let go of on the loop that set it");
  }

 private:
  void due() override {
    if (loop_.poller().is_finished()) return;
    if (clock_.now() < when_) {
      loop_.wheel().set(*this, stretch_until(when_, clock_));
      return;
    }
    // The call may let go of this alarm.
    const std::function<void()> act = std::exchange(act_, nullptr);
    act();
  }

  Loop& loop_;
  const Clock& clock_;
  Instant when_;
  std::function<void()> act_;
};

}  // namespace

std::unique_ptr<Alarm> LoopTimer::at(Instant when, std::function<void()> act) {
  return std::make_unique<LoopAlarm>(Loop::current(), clock_, when, std::move(act));
}

Task<void> LoopTimer::sleep_until(Instant when) {
  Loop& loop = Loop::current();
  WheelWait wait(loop.wheel());
  while (clock_.now() < when && !loop.poller().is_finished()) {
    const Milliseconds stretch = stretch_until(when, clock_);
    const Wake woken = co_await wait.wait(stretch);
    if (woken == Wake::cancelled) co_return;
  }
}

}  // namespace anban
