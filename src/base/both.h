// SPDX-License-Identifier: Apache-2.0
// both(): two tasks of one loop at the same time, for example the durable record and the call of
// the model server. Costs one allocation.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/async_result.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/task.h"

namespace anban {

namespace both_detail {

template <class A>
struct Side {
  std::optional<A> value;
  std::exception_ptr fault;
  bool done = false;
  std::function<void()> wake;
};

template <class A>
void finish(Side<A>& side, std::exception_ptr fault, std::optional<A> value) {
  side.fault = std::move(fault);
  side.value = std::move(value);
  side.done = true;
  if (side.wake) {
    const auto wake = std::move(side.wake);
    wake();
  }
}

/// Suspends until the side is done.
template <class A>
Task<void> wait_for(std::shared_ptr<Side<A>> side) {
  auto start = [side](auto handler) {
    auto kept = std::make_shared<decltype(handler)>(std::move(handler));
    side->wake = [kept] { std::move (*kept)(); };
  };
  auto waiting = boost::asio::async_initiate<const boost::asio::use_awaitable_t<>&, void()>(
      std::move(start), boost::asio::use_awaitable);
  co_await std::move(waiting);
}

/// A loop that ends destroys its coroutines: whoever waits for a side that will never be done is
/// let go of with it, since otherwise the two would keep each other for ever.
template <class A>
class LetGo {
 public:
  explicit LetGo(std::shared_ptr<Side<A>> side) : side_(std::move(side)) {}
  LetGo(const LetGo&) = delete;
  LetGo& operator=(const LetGo&) = delete;
  ~LetGo() {
    if (!side_->done) side_->wake = nullptr;
  }

 private:
  std::shared_ptr<Side<A>> side_;
};

template <class A>
Task<void> run_side(std::shared_ptr<Side<A>> side, Task<A> task) {
  const LetGo<A> let_go(side);
  std::exception_ptr fault;
  std::optional<A> value;
  try {
    value.emplace(co_await std::move(task));
  } catch (...) {
    fault = std::current_exception();
  }
  finish(*side, fault, std::move(value));
}

}  // namespace both_detail

/// Runs `a` and `b` at the same time on the caller's loop and answers when both are done.
template <class A, class B>
Task<std::pair<A, B>> both(Task<A> a, Task<B> b) {
  const auto executor = co_await boost::asio::this_coro::executor;
  auto side = std::make_shared<both_detail::Side<A>>();
  Task<void> running = both_detail::run_side<A>(side, std::move(a));
  boost::asio::co_spawn(executor, std::move(running), [](std::exception_ptr) {});
  std::optional<B> b_value;
  std::exception_ptr b_fault;
  try {
    b_value.emplace(co_await std::move(b));
  } catch (...) {
    b_fault = std::current_exception();
  }
  if (!side->done) {
    Task<void> waiting = both_detail::wait_for<A>(side);
    co_await std::move(waiting);
  }
  if (b_fault) std::rethrow_exception(b_fault);
  if (side->fault) std::rethrow_exception(side->fault);
  co_return std::pair<A, B>(std::move(*side->value), std::move(*b_value));
}

}  // namespace anban
