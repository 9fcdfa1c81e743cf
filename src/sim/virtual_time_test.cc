// SPDX-License-Identifier: Apache-2.0
// Virtual time jumps in order, settles in between, and never fires when it is set back.
#include "sim/virtual_time.h"

#include <string>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "ports/doorbell.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant start{hours(1'000'000 / 2)};

Task<void> note_when(VirtualTime& time, Instant when, std::vector<Instant>& seen) {
  co_await time.sleep_until(when);
  seen.push_back(time.now());
}

Task<void> tick(VirtualTime& time, Milliseconds every, int& count) {
  for (;;) {
    const Instant next = time.now() + every;
    co_await time.sleep_until(next);
    ++count;
  }
}

Task<void> advance(VirtualTime& time, Instant to, bool& done) {
  co_await time.advance_to(to);
  done = true;
}

struct VirtualTimeTest : testing::Test {
  VirtualTime time{start};
  asio::io_context loop;
};

TEST_F(VirtualTimeTest, WakesSleepersInOrderAtTheirOwnMoment) {
  std::vector<Instant> seen;
  asio::co_spawn(loop, note_when(time, start + hours(2), seen), asio::detached);
  asio::co_spawn(loop, note_when(time, start + minutes(5), seen), asio::detached);
  time.run_to(loop, start + hours(3));
  EXPECT_EQ(seen, (std::vector{start + minutes(5), start + hours(2)}));
  EXPECT_EQ(time.now(), start + hours(3));
}

TEST_F(VirtualTimeTest, DoesNotWakeASleeperBeforeItsTime) {
  std::vector<Instant> seen;
  asio::co_spawn(loop, note_when(time, start + hours(2), seen), asio::detached);
  time.run_to(loop, start + hours(2) - Milliseconds(1));
  EXPECT_TRUE(seen.empty());
  EXPECT_EQ(time.next_due(), start + hours(2));
  time.run_to(loop, start + hours(2));
  EXPECT_EQ(seen.size(), 1U);
}

TEST_F(VirtualTimeTest, HonoursSleepersThatSleepAgain) {
  int count = 0;
  asio::co_spawn(loop, tick(time, minutes(30), count), asio::detached);
  time.run_to(loop, start + hours(24));
  EXPECT_EQ(count, 48);
}

TEST_F(VirtualTimeTest, AMomentThatHasPassedDoesNotSleep) {
  std::vector<Instant> seen;
  asio::co_spawn(loop, note_when(time, start - hours(1), seen), asio::detached);
  time.settle(loop);
  EXPECT_EQ(seen, std::vector{start});
}

TEST_F(VirtualTimeTest, CallsBackOnceAndNotAfterTheAlarmIsLetGo) {
  int kept = 0;
  int dropped = 0;
  const auto alarm = time.at(start + minutes(1), [&] { ++kept; });
  auto gone = time.at(start + minutes(1), [&] { ++dropped; });
  gone.reset();
  time.run_to(loop, start + hours(1));
  EXPECT_EQ(kept, 1);
  EXPECT_EQ(dropped, 0);
}

TEST_F(VirtualTimeTest, AnAlarmLetGoAfterItFellDueButBeforeItsLoopRanStaysSilent) {
  time.add_loop(loop.get_executor());
  int calls = 0;
  std::unique_ptr<Alarm> second;
  const auto first = time.at(start + minutes(1), [&] { second.reset(); });
  second = time.at(start + minutes(1), [&] { ++calls; });
  time.run_to(loop, start + hours(1));
  EXPECT_EQ(calls, 0);
}

TEST_F(VirtualTimeTest, SettingBackFiresNothingAndMovesNoSleeper) {
  std::vector<Instant> seen;
  asio::co_spawn(loop, note_when(time, start + hours(1), seen), asio::detached);
  time.settle(loop);
  time.set_back(start - hours(48));
  time.settle(loop);
  EXPECT_TRUE(seen.empty());
  EXPECT_EQ(time.now(), start - hours(48));
  EXPECT_EQ(time.next_due(), start + hours(1));
  time.set_back(start + hours(9));
  EXPECT_EQ(time.now(), start - hours(48)) << "set_back never goes forward";
}

TEST_F(VirtualTimeTest, RunUntilJumpsNoFurtherThanNeeded) {
  std::vector<Instant> seen;
  asio::co_spawn(loop, note_when(time, start + hours(1), seen), asio::detached);
  asio::co_spawn(loop, note_when(time, start + hours(2), seen), asio::detached);
  EXPECT_TRUE(time.run_until(loop, [&] { return seen.size() == 1; }));
  EXPECT_EQ(time.now(), start + hours(1));
  EXPECT_FALSE(time.run_until(loop, [&] { return seen.size() == 3; }));
}

TEST_F(VirtualTimeTest, AdvancesFromInsideACoroutine) {
  std::vector<Instant> seen;
  bool done = false;
  asio::co_spawn(loop, note_when(time, start + hours(1), seen), asio::detached);
  asio::co_spawn(loop, advance(time, start + hours(2), done), asio::detached);
  loop.run();
  EXPECT_TRUE(done);
  EXPECT_EQ(seen, std::vector{start + hours(1)});
}

TEST_F(VirtualTimeTest, OverlappingAdvancesTakeTurns) {
  std::vector<Instant> seen;
  bool first = false;
  bool second = false;
  asio::co_spawn(loop, note_when(time, start + hours(1), seen), asio::detached);
  asio::co_spawn(loop, advance(time, start + hours(2), first), asio::detached);
  asio::co_spawn(loop, advance(time, start + minutes(30), second), asio::detached);
  loop.run();
  EXPECT_TRUE(first && second);
  EXPECT_EQ(seen, std::vector{start + hours(1)});
  EXPECT_EQ(time.now(), start + hours(2));
}

TEST_F(VirtualTimeTest, WaitsForWorkThatNoLoopCanSee) {
  std::atomic<int> asked = 0;
  time.settles_when([&] { return ++asked > 3; });
  bool done = false;
  asio::co_spawn(loop, advance(time, start + hours(1), done), asio::detached);
  loop.run();
  EXPECT_TRUE(done);
  EXPECT_GT(asked, 3);
}

/// A chain in which each post causes the next, as a turn causes a commit and a notification.
void chain(asio::io_context& loop, int depth, bool& reached) {
  if (depth == 0) {
    reached = true;
    return;
  }
  asio::post(loop, [&loop, depth, &reached] { chain(loop, depth - 1, reached); });
}

TEST_F(VirtualTimeTest, EverythingASleeperCausedSettlesBeforeTheNextWakes) {
  time.add_loop(loop.get_executor());
  bool reached = false;
  bool in_order = false;
  bool done = false;
  const auto first = time.at(start + minutes(1), [&] { chain(loop, 40, reached); });
  const auto second = time.at(start + minutes(1), [&] { in_order = reached; });
  asio::co_spawn(loop, advance(time, start + hours(1), done), asio::detached);
  loop.run();
  EXPECT_TRUE(done);
  EXPECT_TRUE(in_order);
}

TEST(VirtualTimeOnTwoThreads, EachSleeperWakesOnItsOwnLoop) {
  VirtualTime time(start);
  asio::io_context loops[2];
  std::thread threads[2];
  std::atomic<int> ready = 0;
  std::atomic<int> right = 0;
  std::unique_ptr<Alarm> alarms[2];
  auto guard0 = asio::make_work_guard(loops[0]);
  auto guard1 = asio::make_work_guard(loops[1]);
  for (int i = 0; i < 2; ++i) {
    threads[i] = std::thread([&, i] {
      time.add_loop(loops[i].get_executor());
      const auto own = std::this_thread::get_id();
      alarms[i] = time.at(start + minutes(i + 1), [&right, own] {
        if (std::this_thread::get_id() == own) ++right;
      });
      ready += 1;
      ready.notify_all();
      loops[i].run();
    });
  }
  for (int seen = ready; seen < 2; seen = ready) ready.wait(seen);
  bool done = false;
  asio::io_context own;
  asio::co_spawn(own, advance(time, start + hours(1), done), asio::detached);
  own.run();
  EXPECT_TRUE(done);
  EXPECT_EQ(right, 2);
  guard0.reset();
  guard1.reset();
  for (auto& each : threads) each.join();
}

Task<void> wait_at(Doorbell& bell, int& passed) {
  co_await bell.wait();
  ++passed;
}

TEST(Doorbell, ARingBeforeTheWaitLetsItPassOnce) {
  asio::io_context loop;
  Doorbell bell;
  int passed = 0;
  bell.ring();
  bell.ring();
  asio::co_spawn(loop, wait_at(bell, passed), asio::detached);
  loop.poll();
  EXPECT_EQ(passed, 1);
  asio::co_spawn(loop, wait_at(bell, passed), asio::detached);
  loop.restart();
  loop.poll();
  EXPECT_EQ(passed, 1) << "rings do not add up";
  bell.ring();
  loop.restart();
  loop.poll();
  EXPECT_EQ(passed, 2);
}

/// Says when it is let go.
struct Leaves {
  int& left;
  explicit Leaves(int& left) : left(left) {}
  Leaves(const Leaves&) = delete;
  Leaves& operator=(const Leaves&) = delete;
  ~Leaves() { ++left; }
};

Task<void> wait_holding(std::shared_ptr<Doorbell> bell, int& left) {
  const Leaves leaves(left);
  co_await bell->wait();
}

TEST(Doorbell, LetsGoOfAWaiterWhoseLoopEndsFirstRungForOrNot) {
  const auto silent = std::make_shared<Doorbell>();
  const auto rung = std::make_shared<Doorbell>();
  int left = 0;
  {
    asio::io_context loop;
    asio::co_spawn(loop, wait_holding(silent, left), asio::detached);
    asio::co_spawn(loop, wait_holding(rung, left), asio::detached);
    loop.poll();
    rung->ring();
    EXPECT_FALSE(Doorbell::all_heard());
    EXPECT_EQ(left, 0);
  }
  EXPECT_EQ(left, 2);
  EXPECT_TRUE(Doorbell::all_heard());
  silent->ring();  // nobody is there any more
}

TEST(Doorbell, RingsFromAnotherThread) {
  asio::io_context loop;
  Doorbell bell;
  int passed = 0;
  asio::co_spawn(loop, wait_at(bell, passed), asio::detached);
  loop.poll();
  EXPECT_EQ(passed, 0);
  std::thread other([&] { bell.ring(); });
  loop.restart();
  loop.run();
  other.join();
  EXPECT_EQ(passed, 1);
}

}  // namespace
}  // namespace anban::sim
