// SPDX-License-Identifier: Apache-2.0
// Threads, what a loop does all day, and the order in which it ends.
#include "net/loops.h"

#include <chrono>
#include <csignal>
#include <mutex>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/ensure.h"
#include "net/resolver.h"
#include "net/wheel_wait.h"

namespace anban {
namespace {

thread_local Loop* loop_of_thread = nullptr;  // tidy: which loop runs on this thread

/// How long coroutines may take to notice that their loop ends.
constexpr std::chrono::seconds finish_within{1};

void end_on_exception(const std::exception_ptr& thrown) {
  ensure(thrown == nullptr, "a spawned coroutine lets no exception out");
}

}  // namespace

struct Loop::Remote final : LoopRemote {
  explicit Remote(Loop& of) : loop(&of) {}
  void post(Work work) override {
    const std::lock_guard lock(mutex);
    if (loop != nullptr) loop->post(std::move(work));
  }
  std::mutex mutex;
  Loop* loop;
};

Loop::Loop(std::size_t index)
    : index_(index),
      remote_(std::make_shared<Remote>(*this)),
      read_buffer_(std::make_unique<char[]>(read_buffer_size)),
      host_names_(std::make_unique<HostNames>(*this)) {}

Loop::~Loop() {
  auto& remote = static_cast<Remote&>(*remote_);
  const std::lock_guard lock(remote.mutex);
  remote.loop = nullptr;
}

void Loop::spawn(Task<void> task) {
  boost::asio::co_spawn(executor(), std::move(task), end_on_exception);
}

Task<void> Loop::sleep(Milliseconds duration) {
  WheelWait wait(wheel_);
  if (poller_.is_finished()) co_return;
  co_await wait.wait(duration);
}

Task<void> Loop::yield() { return boost::asio::post(executor(), boost::asio::use_awaitable); }

Loop& Loop::current() {
  ensure(loop_of_thread != nullptr, "network calls are made on a thread of Loops");
  return *loop_of_thread;
}

Loop* Loop::current_or_null() { return loop_of_thread; }

void Loop::run() {
  loop_of_thread = this;
  while (!queue_.is_stopped()) {
    queue_.run_ready();
    poller_.wait(queue_.may_sleep() ? wheel_.until_tick() : Milliseconds{0});
    queue_.woke();
    wheel_.advance();
  }
  finish();
  loop_of_thread = nullptr;
}

void Loop::finish() {
  const auto until = std::chrono::steady_clock::now() + finish_within;
  poller_.finish();
  wheel_.finish();
  // Woken coroutines unwind here, on their own thread.
  while (queue_.run_ready() > 0 && std::chrono::steady_clock::now() < until) poller_.finish();
}

Loops::Loops(std::size_t count) {
  ensure(count > 0, "the caller asks for at least one loop");
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>(i));
}

Loops::~Loops() {
  stop();
  join();
}

void Loops::start() {
  ensure(threads_.empty(), "loops are started once");
  for (auto& loop : loops_) {
    threads_.emplace_back([each = loop.get()] { each->run(); });
  }
}

void Loops::run() {
  start();
  join();
}

void Loops::stop() {
  for (auto& loop : loops_) loop->queue_.stop();
}

void Loops::join() {
  for (std::jthread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace anban
