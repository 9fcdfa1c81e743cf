// SPDX-License-Identifier: Apache-2.0
// Loops, the wheel's deadlines and ports/clock.h's Timer over it.
#include "net/loops.h"

#include <atomic>
#include <future>

#include <gtest/gtest.h>

#include "net/loop_timer.h"
#include "net/net_test_support.h"

namespace anban::net_testing {
namespace {

/// Says what the test sets.
class SetClock final : public Clock {
 public:
  Instant now() const override { return Instant{Milliseconds{milliseconds.load()}}; }
  std::atomic<std::int64_t> milliseconds = 1'000'000;
};

TEST(Loops, RunWorkOnTheirOwnThread) {
  Loops loops(2);
  loops.start();
  std::promise<std::pair<std::size_t, std::thread::id>> ran;
  loops.post(1, [&] { ran.set_value({Loop::current().index(), std::this_thread::get_id()}); });
  const auto [index, thread] = ran.get_future().get();
  EXPECT_EQ(index, 1U);
  EXPECT_NE(thread, std::this_thread::get_id());
  EXPECT_EQ(Loop::current_or_null(), nullptr);
}

TEST(Loops, EndWhileCoroutinesWait) {
  std::atomic<bool> ended = false;
  {
    Loops loops(1);
    loops.start();
    std::promise<void> began;
    const auto wait = [](std::promise<void>& begin, std::atomic<bool>& end) -> Task<void> {
      begin.set_value();
      co_await Loop::current().sleep(Milliseconds(3'600'000));
      end = true;
    };
    loops.spawn(0, wait(began, ended));
    began.get_future().get();
  }
  EXPECT_TRUE(ended);
}

TEST(Loops, AreReachedByRemotesOnlyWhileTheyLive) {
  std::shared_ptr<LoopRemote> remote;
  {
    Loops loops(1);
    loops.start();
    remote = loops.at(0).remote();
    std::promise<void> ran;
    remote->post([&] { ran.set_value(); });
    ran.get_future().get();
  }
  remote->post([] { FAIL() << "the loop is gone"; });
}

TEST(WheelOfALoop, KeepsTheOrderOfDeadlinesAndForgetsCleared) {
  Loops loops(1);
  loops.start();
  struct Note final : WheelEntry {
    Note(std::string& to, char sign) : all(to), mark(sign) {}
    void due() override { all += mark; }
    std::string& all;
    char mark;
  };
  const auto order = run_on<std::string>(loops, []() -> Task<std::string> {
    Wheel& wheel = Loop::current().wheel();
    std::string all;
    Note late(all, 'c');
    Note cleared(all, 'x');
    Note early(all, 'a');
    Note moved(all, 'b');
    wheel.set(late, Milliseconds{500});
    wheel.set(cleared, Milliseconds{100});
    wheel.set(early, Milliseconds{0});
    wheel.set(moved, Milliseconds{3'600'000});
    wheel.set(moved, Milliseconds{250});
    cleared.clear();
    co_await Loop::current().sleep(Milliseconds(800));
    EXPECT_FALSE(late.is_set());
    co_return all;
  });
  EXPECT_EQ(order, "abc");
}

TEST(WheelOfALoop, IsNeverEarly) {
  Loops loops(1);
  loops.start();
  const auto took = run_on<Milliseconds>(loops, []() -> Task<Milliseconds> {
    const auto before = std::chrono::steady_clock::now();
    co_await Loop::current().sleep(Milliseconds(150));
    const auto after = std::chrono::steady_clock::now();
    co_return std::chrono::duration_cast<Milliseconds>(after - before);
  });
  EXPECT_GE(took, Milliseconds{150});
}

TEST(LoopTimer, CallsWhenTheClockSaysSo) {
  SetClock clock;
  LoopTimer timer(clock);
  Loops loops(1);
  loops.start();
  const auto called = run_on<int>(loops, [&]() -> Task<int> {
    int calls = 0;
    const auto now = clock.now();
    const auto alarm = timer.at(now + Milliseconds{100}, [&calls] { ++calls; });
    co_await Loop::current().sleep(Milliseconds(400));
    EXPECT_EQ(calls, 0) << "the wheel has turned, but the clock stands still";
    clock.milliseconds += 100;
    co_await Loop::current().sleep(Milliseconds(400));
    co_return calls;
  });
  EXPECT_EQ(called, 1);
}

TEST(LoopTimer, DoesNotCallAfterItsAlarmIsGone) {
  SetClock clock;
  LoopTimer timer(clock);
  Loops loops(1);
  loops.start();
  const auto called = run_on<int>(loops, [&]() -> Task<int> {
    int calls = 0;
    auto alarm = timer.at(clock.now(), [&calls] { ++calls; });
    alarm.reset();
    co_await timer.sleep_until(clock.now());
    co_await Loop::current().sleep(Milliseconds(300));
    co_return calls;
  });
  EXPECT_EQ(called, 0);
}

}  // namespace
}  // namespace anban::net_testing
