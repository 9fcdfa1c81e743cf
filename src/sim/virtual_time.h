// SPDX-License-Identifier: Apache-2.0
// Time that jumps: the clock and timer of the sandbox and of tests. Thirty days pass in
// milliseconds, and everything that falls due on the way runs in order, each on its own loop, with
// the clock showing the moment for which it asked.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "ports/clock.h"

namespace boost::asio {
class io_context;
}

namespace anban::sim {

/// Lives longer than the loops that it is used on. Thread safe.
class VirtualTime final : public Clock, public Timer {
 public:
  explicit VirtualTime(Instant start);
  ~VirtualTime() override;
  VirtualTime(const VirtualTime&) = delete;
  VirtualTime& operator=(const VirtualTime&) = delete;

  /// Makes `loop` the one on which at() calls back when it is used on this thread; called on the
  /// loop's own thread before it runs. at() on a thread without a loop uses the first loop, and
  /// where there is none the call is made by whoever moves the clock.
  void add_loop(boost::asio::any_io_executor loop);
  /// Says whether work that no loop can see (a writer's thread, say) is done; advance_to() waits
  /// for it. Called from any loop's thread.
  void settles_when(std::function<bool()> is_quiet);

  Instant now() const override;
  std::unique_ptr<Alarm> at(Instant when, std::function<void()> act) override;
  Task<void> sleep_until(Instant when) override;

  /// Jumps from due sleeper to due sleeper, lets all that each caused settle, and ends at `to`.
  /// Does nothing for a moment that has passed. Calls that overlap take turns.
  Task<void> advance_to(Instant to);
  /// Sets the clock to an earlier moment: nothing fires and no sleeper's moment changes.
  void set_back(Instant to);
  /// When the next sleeper falls due.
  std::optional<Instant> next_due() const;
  std::size_t sleepers() const;

  // For one loop on the calling thread: these run `loop` themselves, until nothing is ready.

  /// From now on, and until no_longer_with(), `loop` runs too whenever one of the calls below runs
  /// another loop: several nodes in one world.
  void runs_along(boost::asio::io_context& loop);
  void no_longer_with(boost::asio::io_context& loop);
  /// Runs what is ready, without moving the clock.
  void settle(boost::asio::io_context& loop);
  /// advance_to() without a coroutine.
  void run_to(boost::asio::io_context& loop, Instant to);
  /// Jumps until `is_done` says so or nobody sleeps any more; returns the last answer of `is_done`.
  bool run_until(boost::asio::io_context& loop, const std::function<bool()>& is_done);
  /// Jumps until nobody sleeps any more, at most `jumps_most` times.
  void run_until_idle(boost::asio::io_context& loop, std::size_t jumps_most = 100'000);

 private:
  struct Sleeper;
  class Sleep;
  using Key = std::pair<Instant, std::uint64_t>;
  void forget(Sleeper& sleeper);
  bool wake_next(Instant until);
  bool is_quiet() const;
  bool run_ready(boost::asio::io_context& loop);
  Task<void> settle_everywhere();
  Task<void> advance_alone(Instant to);

  mutable std::mutex mutex_;
  Instant now_;
  std::uint64_t next_number_ = 0;
  bool advancing_ = false;
  std::map<Key, std::shared_ptr<Sleeper>> sleepers_;
  std::map<std::thread::id, boost::asio::any_io_executor> loop_of_thread_;
  std::vector<boost::asio::any_io_executor> loops_;
  std::vector<std::function<bool()>> quiet_;
  std::vector<boost::asio::io_context*> along_;  // used by one thread only
};

}  // namespace anban::sim
