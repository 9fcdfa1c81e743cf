// SPDX-License-Identifier: Apache-2.0
// The program's event loops: N threads with a queue of work each. A connection, its request and the
// call to the model server live on one loop, so nothing between them needs a lock.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/any_io_executor.hpp>

#include "base/local_time.h"
#include "base/task.h"
#include "net/poller.h"
#include "net/run_queue.h"
#include "net/tls.h"
#include "net/wheel.h"

namespace anban {

class HostNames;

/// Reaches a loop from threads that may outlive it. Thread safe; does nothing after the loop's end.
class LoopRemote {
 public:
  virtual ~LoopRemote() = default;
  virtual void post(Work work) = 0;
};

/// One thread's event loop with what every connection on it shares.
class Loop {
 public:
  explicit Loop(std::size_t index);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  std::size_t index() const { return index_; }
  boost::asio::any_io_executor executor() { return queue_.executor(); }
  Wheel& wheel() { return wheel_; }
  Poller& poller() { return poller_; }
  /// Runs `work` on this loop soon. Thread safe.
  void post(Work work) { queue_.post(std::move(work)); }
  std::shared_ptr<LoopRemote> remote() const { return remote_; }
  /// Starts a coroutine on this loop. Thread safe. An exception out of it ends the process.
  void spawn(Task<void> task);
  /// Waits on this loop's wheel. Errors never; returns early when the loop stops.
  Task<void> sleep(Milliseconds duration);
  /// Lets other work on this loop have its turn.
  Task<void> yield();
  /// 64 KiB that belong to whoever runs on this loop until its next co_await.
  std::span<char> read_buffer() { return {read_buffer_.get(), read_buffer_size}; }
  static constexpr std::size_t read_buffer_size = 64 * 1024;

  /// A string that belongs to whoever runs on this loop until its next co_await; given out empty.
  std::string& write_buffer() {
    write_buffer_.clear();
    return write_buffer_;
  }
  HostNames& host_names() { return *host_names_; }
  ClientTls& client_tls() { return client_tls_; }

  /// The loop whose thread this is; ends the process elsewhere.
  static Loop& current();
  static Loop* current_or_null();

 private:
  friend class Loops;
  void run();
  void finish();

  struct Remote;
  std::size_t index_;
  std::shared_ptr<LoopRemote> remote_;
  Wheel wheel_;
  Poller poller_;
  std::unique_ptr<char[]> read_buffer_;
  std::string write_buffer_;
  std::unique_ptr<HostNames> host_names_;
  ClientTls client_tls_;
  // Goes first: what it lets go of may use all that stands above.
  RunQueue queue_{[this] { poller_.ring(); }};
};

/// Owns the loops. Made first and destroyed last of all that does I/O.
class Loops {
 public:
  /// Ignores SIGPIPE for the process, since a TLS write to a closed socket raises it, and SIGXFSZ:
  /// a file that may not grow is an error of that write, not the end of the process.
  explicit Loops(std::size_t count);
  /// Stops and joins.
  ~Loops();
  Loops(const Loops&) = delete;
  Loops& operator=(const Loops&) = delete;

  std::size_t size() const { return loops_.size(); }
  Loop& at(std::size_t index) { return *loops_[index]; }
  boost::asio::any_io_executor executor(std::size_t index) { return at(index).executor(); }
  void post(std::size_t index, Work work) { at(index).post(std::move(work)); }
  void spawn(std::size_t index, Task<void> task) { at(index).spawn(std::move(task)); }

  /// Starts the threads and returns.
  void start();
  /// Starts the threads and returns after stop().
  void run();
  /// Ends every loop: waits end as cancelled, coroutines get a second to finish. Thread safe; may
  /// be called on a loop.
  void stop();
  /// Waits until the threads ended.
  void join();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::jthread> threads_;
};

}  // namespace anban
