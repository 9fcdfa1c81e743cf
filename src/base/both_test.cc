// SPDX-License-Identifier: Apache-2.0
// Claims about two tasks at the same time, and about work that goes on by itself.
#include "base/both.h"

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gtest/gtest.h>

#include "base/background.h"

namespace anban {
namespace {

namespace asio = boost::asio;

/// A point at which tasks wait until the test opens it.
class Gate {
 public:
  explicit Gate(asio::io_context& loop) : loop_(loop) {}

  Task<void> wait() {
    while (!open_) {
      auto again = asio::post(loop_, asio::use_awaitable);
      co_await std::move(again);
    }
  }
  void open() { open_ = true; }

 private:
  asio::io_context& loop_;
  bool open_ = false;
};

Task<std::string> says(std::string words, Gate& gate, std::vector<std::string>& order) {
  order.push_back(words + " begins");
  auto waiting = gate.wait();
  co_await std::move(waiting);
  order.push_back(words + " ends");
  co_return words;
}

Task<int> fails(Gate& gate) {
  auto waiting = gate.wait();
  co_await std::move(waiting);
  throw std::runtime_error("broken");
}

using Outcome = std::pair<std::string, std::string>;

Task<void> run_both(Gate& a, Gate& b, std::vector<std::string>& order, Outcome& outcome) {
  auto running = both(says("a", a, order), says("b", b, order));
  outcome = co_await std::move(running);
}

struct Both : testing::Test {
  asio::io_context loop;
  Gate a{loop};
  Gate b{loop};
  std::vector<std::string> order;
  Outcome outcome;

  void start() { asio::co_spawn(loop, run_both(a, b, order, outcome), asio::detached); }
  void turn_loop() {
    for (int i = 0; i < 20; ++i) loop.poll_one();
  }
};

TEST_F(Both, BeginsBothBeforeEitherEnds) {
  start();
  turn_loop();
  ASSERT_EQ(order.size(), 2U);
  a.open();
  b.open();
  loop.run();
  EXPECT_EQ(order.size(), 4U);
  EXPECT_EQ(outcome, Outcome("a", "b"));
}

TEST_F(Both, WaitsForTheSlowerOneWhicheverItIs) {
  start();
  b.open();
  turn_loop();
  EXPECT_EQ(outcome, Outcome());
  a.open();
  loop.run();
  EXPECT_EQ(order.back(), "a ends");
  EXPECT_EQ(outcome, Outcome("a", "b"));
}

TEST_F(Both, PassesAnExceptionOnOnlyAfterBothAreDone) {
  bool caught = false;
  const auto work = [&]() -> Task<void> {
    try {
      auto running = both(fails(a), says("b", b, order));
      co_await std::move(running);
    } catch (const std::runtime_error&) {
      caught = true;
    }
  };
  asio::co_spawn(loop, work, asio::detached);
  a.open();
  turn_loop();
  EXPECT_FALSE(caught);
  b.open();
  loop.run();
  EXPECT_TRUE(caught);
}

TEST_F(Both, LeavesNothingBehindWhenItsLoopEndsInTheMiddle) {
  asio::io_context ends_early;
  Gate never(ends_early);
  Gate at_once(ends_early);
  at_once.open();
  asio::co_spawn(ends_early, run_both(never, at_once, order, outcome), asio::detached);
  for (int i = 0; i < 20; ++i) ends_early.poll_one();
  EXPECT_EQ(order.back(), "b ends");  // the leak checker looks at the rest
}

TEST_F(Both, WorkInTheBackgroundDoesNotHoldItsCaller) {
  bool went_on = false;
  bool done = false;
  const auto slow = [&]() -> Task<void> {
    auto waiting = a.wait();
    co_await std::move(waiting);
    done = true;
  };
  const auto caller = [&]() -> Task<void> {
    auto starting = in_background(slow());
    co_await std::move(starting);
    went_on = true;
  };
  asio::co_spawn(loop, caller, asio::detached);
  turn_loop();
  EXPECT_TRUE(went_on);
  EXPECT_FALSE(done);
  a.open();
  loop.run();
  EXPECT_TRUE(done);
}

}  // namespace
}  // namespace anban
