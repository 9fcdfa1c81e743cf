// SPDX-License-Identifier: Apache-2.0
// Work that waits for a loop's thread: what was posted to it and the coroutines that are to go on.
// An asio execution context of its own, so that every asio operation resumes here, without asio's
// reactor: a loop sleeps in its own epoll set (poller.h), and a post from another thread costs one
// write, and only where the loop sleeps.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>

namespace anban {

using Work = std::move_only_function<void()>;

class RunQueue final : public boost::asio::execution_context {
 public:
  class Executor;

  /// `ring` wakes the loop out of its sleep; called on any thread.
  explicit RunQueue(std::function<void()> ring) : ring_(std::move(ring)) {}
  /// Lets go of what never ran.
  ~RunQueue();
  RunQueue(const RunQueue&) = delete;
  RunQueue& operator=(const RunQueue&) = delete;

  boost::asio::any_io_executor executor();
  /// Thread safe.
  void post(Work work);
  void stop();
  bool is_stopped() const;

  // On the loop's thread:
  /// Runs what was posted before this call; how much that was.
  std::size_t run_ready();
  /// Whether the loop may sleep now; from then on until woke() a post rings.
  bool may_sleep();
  void woke();

 private:
  std::function<void()> ring_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<Work> ready_;
  bool is_asleep_ = false;
  bool is_stopped_ = false;
  std::vector<Work> running_;  // used on the loop's thread
};

/// asio's view of a queue. Work is never run from within the call that hands it over.
class RunQueue::Executor {
 public:
  explicit Executor(RunQueue& queue) noexcept : queue_(&queue) {}
  RunQueue& query(boost::asio::execution::context_t) const noexcept { return *queue_; }
  static constexpr boost::asio::execution::blocking_t query(
      boost::asio::execution::blocking_t) noexcept {
    return boost::asio::execution::blocking.never;
  }
  Executor require(boost::asio::execution::blocking_t::never_t) const noexcept { return *this; }
  template <class Function>
  void execute(Function&& function) const {
    queue_->post(Work(std::forward<Function>(function)));
  }
  friend bool operator==(const Executor&, const Executor&) noexcept = default;

 private:
  RunQueue* queue_;
};

}  // namespace anban
