// SPDX-License-Identifier: Apache-2.0
// The doorbell over a timer that never falls due: ringing cancels it on the waiter's loop, which is
// the only thread that touches the timer. On loops that are not asio's own, asio hands the waiter
// over through a thread of its own; all_heard() tells whether somebody is on that way.
#include "ports/doorbell.h"

#include <atomic>
#include <mutex>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "base/ensure.h"

namespace anban {

namespace asio = boost::asio;

namespace {

std::atomic<int> on_their_way{0};  // tidy: waiters rung for that have not woken, of all bells

}  // namespace

struct Doorbell::State {
  std::mutex mutex;
  bool rung = false;
  bool is_waking = false;  // counted in on_their_way
  std::weak_ptr<asio::steady_timer> waiting;
  std::optional<asio::any_io_executor> loop;
};

/// While a waiter stands at the bell; also where the wait ends without waking.
class Doorbell::Wait {
 public:
  explicit Wait(State& state) : state_(state) {}
  Wait(const Wait&) = delete;
  Wait& operator=(const Wait&) = delete;
  ~Wait() {
    const std::lock_guard lock(state_.mutex);
    if (state_.is_waking) --on_their_way;
    state_.is_waking = false;
    state_.rung = false;
    state_.waiting.reset();
    state_.loop.reset();
  }

 private:
  State& state_;
};

Doorbell::Doorbell() : state_(std::make_shared<State>()) {}
Doorbell::~Doorbell() = default;

void Doorbell::ring() noexcept {
  const std::lock_guard lock(state_->mutex);
  state_->rung = true;
  if (state_->waiting.expired()) return;
  if (!state_->is_waking) ++on_their_way;
  state_->is_waking = true;
  asio::post(*state_->loop, [waiting = state_->waiting] {
    if (const auto timer = waiting.lock()) timer->cancel();
  });
}

Task<void> Doorbell::wait() {
  const std::shared_ptr<State> state = state_;
  const asio::any_io_executor loop = co_await asio::this_coro::executor;
  const auto timer =
      std::make_shared<asio::steady_timer>(loop, asio::steady_timer::time_point::max());
  bool must_wait = false;
  {
    const std::lock_guard lock(state->mutex);
    ensure(state->waiting.expired(), "one coroutine waits at a doorbell");
    must_wait = !state->rung;
    state->rung = false;
    if (must_wait) {
      state->waiting = timer;
      state->loop = loop;
    }
  }
  if (!must_wait) co_return;
  const Wait until_woken(*state);
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
}

bool Doorbell::all_heard() noexcept { return on_their_way == 0; }

}  // namespace anban
