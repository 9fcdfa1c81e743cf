// SPDX-License-Identifier: Apache-2.0
// The doorbell keeps the waiter's resumption; ringing hands it to the waiter's loop. A loop that
// is torn down lets go of the waiters that nobody will ring for any more.
#include "ports/doorbell.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <utility>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/cancellation_type.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/ensure.h"

namespace anban {

namespace asio = boost::asio;

namespace {

std::atomic<int> on_their_way{0};  // tidy: waiters rung for that have not woken, of all bells

/// A waiter that was rung for, until it has woken and gone as far as it gets, or its loop ended.
class OnTheWay {
 public:
  OnTheWay() { ++on_their_way; }
  OnTheWay(OnTheWay&& other) noexcept : counts_(std::exchange(other.counts_, false)) {}
  OnTheWay& operator=(OnTheWay&&) = delete;
  ~OnTheWay() {
    if (counts_) --on_their_way;
  }

 private:
  bool counts_ = true;
};

}  // namespace

struct Doorbell::State {
  std::mutex mutex;
  bool rung = false;
  bool is_waking = false;                  // rung for, and not yet there
  std::move_only_function<void()> waiter;  // empty while nobody waits
  asio::any_io_executor loop;              // the waiter's, kept from running out of work

  /// The waiter goes on, on its own loop. Under the mutex, where there is one.
  void wake() {
    is_waking = true;
    asio::post(std::exchange(loop, {}), [resume = std::exchange(waiter, nullptr),
                                         counted = OnTheWay()]() mutable { resume(); });
  }
};

/// The bells at which coroutines of one loop wait. A waiter keeps its bell and the bell its waiter:
/// where the loop ends first, this parts them.
class Doorbell::Bells final : public asio::execution_context::service {
 public:
  using key_type = Bells;
  static inline asio::execution_context::id id;  // tidy: how asio names a service

  explicit Bells(asio::execution_context& loop) : service(loop) {}
  void add(const std::shared_ptr<State>& state) {
    const std::lock_guard lock(mutex_);
    waited_at_.insert(state);
  }
  void remove(const std::shared_ptr<State>& state) {
    const std::lock_guard lock(mutex_);
    waited_at_.erase(state);
  }

 private:
  void shutdown() override {
    std::set<std::shared_ptr<State>> left;
    {
      const std::lock_guard lock(mutex_);
      left.swap(waited_at_);
    }
    for (const std::shared_ptr<State>& each : left) {
      std::move_only_function<void()> waiter;
      asio::any_io_executor loop;
      const std::lock_guard lock(each->mutex);
      waiter.swap(each->waiter);
      std::swap(loop, each->loop);
    }
  }

  std::mutex mutex_;
  std::set<std::shared_ptr<State>> waited_at_;  // guarded by mutex_
};

/// While a waiter stands at the bell; also where the wait ends without waking.
class Doorbell::Wait {
 public:
  Wait(Bells& bells, const std::shared_ptr<State>& state) : bells_(bells), state_(state) {
    bells_.add(state_);
  }
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;
  ~Wait() {
    bells_.remove(state_);
    const std::lock_guard lock(state_->mutex);
    state_->is_waking = false;
    state_->rung = false;
  }

 private:
  Bells& bells_;
  std::shared_ptr<State> state_;
};

Doorbell::Doorbell() : state_(std::make_shared<State>()) {}
Doorbell::~Doorbell() = default;

void Doorbell::ring() noexcept {
  const std::lock_guard lock(state_->mutex);
  state_->rung = true;
  if (state_->waiter) state_->wake();
}

Task<void> Doorbell::wait() {
  const std::shared_ptr<State> state = state_;
  const asio::any_io_executor loop = co_await asio::this_coro::executor;
  {
    const std::lock_guard lock(state->mutex);
    ensure(!state->waiter && !state->is_waking, "one coroutine waits at a doorbell");
    if (std::exchange(state->rung, false)) co_return;
  }
  const Wait until_woken(asio::use_service<Bells>(asio::query(loop, asio::execution::context)),
                         state);
  auto woken = asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      [&](auto&& resume) {
        auto cancellation = asio::get_associated_cancellation_slot(resume);
        if (cancellation.is_connected()) {
          cancellation.assign([state](asio::cancellation_type) {
            const std::lock_guard lock(state->mutex);
            if (state->waiter) state->wake();
          });
        }
        const std::lock_guard lock(state->mutex);
        state->waiter = std::forward<decltype(resume)>(resume);
        state->loop = asio::prefer(loop, asio::execution::outstanding_work.tracked);
        if (state->rung) state->wake();
      },
      asio::use_awaitable);
  co_await std::move(woken);
}

bool Doorbell::all_heard() noexcept { return on_their_way == 0; }

}  // namespace anban
