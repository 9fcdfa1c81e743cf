// SPDX-License-Identifier: Apache-2.0
// Sleepers stand in one ordered map. Waking one means: take it out, set the clock, post its call to
// its loop. "Settled" is judged by round trips through every loop and by the registered observers.
#include "sim/virtual_time.h"

#include <atomic>
#include <thread>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "ports/doorbell.h"

namespace anban::sim {

namespace asio = boost::asio;

namespace {

// A cause and its effects are at most some dozens of posts apart (turn, journal, outbox, notifier);
// a round trip costs about a microsecond.
constexpr int round_trips = 64;
// Waiting for work outside the loops (an fsync): real milliseconds, and how many at most.
constexpr std::chrono::milliseconds pause_for_others{1};
constexpr int pauses_most = 5'000;
// Whoever a bell has woken is there within some dozens of microseconds: no millisecond for that.
constexpr int yields_most = 2'000;

}  // namespace

struct VirtualTime::Sleeper {
  Key key;
  std::function<void()> act;
  std::optional<asio::any_io_executor> loop;
  std::atomic<bool> cancelled{false};
};

class VirtualTime::Sleep final : public Alarm {
 public:
  Sleep(VirtualTime& time, std::shared_ptr<Sleeper> sleeper)
      : time_(time), sleeper_(std::move(sleeper)) {}
  Sleep(const Sleep&) = delete;
  Sleep& operator=(const Sleep&) = delete;
  ~Sleep() override { time_.forget(*sleeper_); }

 private:
  VirtualTime& time_;
  std::shared_ptr<Sleeper> sleeper_;
};

VirtualTime::VirtualTime(Instant start) : now_(start) {}
VirtualTime::~VirtualTime() = default;

void VirtualTime::add_loop(asio::any_io_executor loop) {
  const std::lock_guard lock(mutex_);
  loop_of_thread_.insert_or_assign(std::this_thread::get_id(), loop);
  loops_.push_back(std::move(loop));
}

void VirtualTime::settles_when(std::function<bool()> is_quiet) {
  const std::lock_guard lock(mutex_);
  quiet_.push_back(std::move(is_quiet));
}

Instant VirtualTime::now() const {
  const std::lock_guard lock(mutex_);
  return now_;
}

std::unique_ptr<Alarm> VirtualTime::at(Instant when, std::function<void()> act) {
  auto sleeper = std::make_shared<Sleeper>();
  sleeper->act = std::move(act);
  const std::lock_guard lock(mutex_);
  sleeper->key = {when, next_number_++};
  const auto own = loop_of_thread_.find(std::this_thread::get_id());
  if (own != loop_of_thread_.end()) {
    sleeper->loop = own->second;
  } else if (!loops_.empty()) {
    sleeper->loop = loops_.front();
  }
  sleepers_.emplace(sleeper->key, sleeper);
  return std::make_unique<Sleep>(*this, std::move(sleeper));
}

Task<void> VirtualTime::sleep_until(Instant when) {
  const asio::any_io_executor loop = co_await asio::this_coro::executor;
  const auto bell = std::make_shared<Doorbell>();
  auto sleeper = std::make_shared<Sleeper>();
  sleeper->act = [bell] { bell->ring(); };
  sleeper->loop = loop;
  {
    const std::lock_guard lock(mutex_);
    if (when <= now_) {
      bell->ring();
    } else {
      sleeper->key = {when, next_number_++};
      sleepers_.emplace(sleeper->key, sleeper);
    }
  }
  const Sleep until_left(*this, sleeper);
  co_await bell->wait();
}

void VirtualTime::forget(Sleeper& sleeper) {
  const std::lock_guard lock(mutex_);
  sleeper.cancelled = true;
  const auto found = sleepers_.find(sleeper.key);
  if (found != sleepers_.end() && found->second.get() == &sleeper) sleepers_.erase(found);
}

std::optional<Instant> VirtualTime::next_due() const {
  const std::lock_guard lock(mutex_);
  if (sleepers_.empty()) return std::nullopt;
  return sleepers_.begin()->first.first;
}

std::size_t VirtualTime::sleepers() const {
  const std::lock_guard lock(mutex_);
  return sleepers_.size();
}

void VirtualTime::set_back(Instant to) {
  const std::lock_guard lock(mutex_);
  if (to < now_) now_ = to;
}

/// Wakes the sleeper that is due first, if it is due by `until`.
bool VirtualTime::wake_next(Instant until) {
  std::shared_ptr<Sleeper> due;
  {
    const std::lock_guard lock(mutex_);
    const auto first = sleepers_.begin();
    if (first == sleepers_.end() || first->first.first > until) return false;
    due = first->second;
    now_ = std::max(now_, first->first.first);
    sleepers_.erase(first);
  }
  const auto call = [due] {
    if (!due->cancelled) due->act();
  };
  if (due->loop) {
    asio::post(*due->loop, call);
  } else {
    call();
  }
  return true;
}

bool VirtualTime::is_quiet() const {
  if (!Doorbell::all_heard()) return false;
  std::vector<std::function<bool()>> observers;
  {
    const std::lock_guard lock(mutex_);
    observers = quiet_;
  }
  for (const auto& each : observers) {
    if (!each()) return false;
  }
  return true;
}

Task<void> VirtualTime::settle_everywhere() {
  std::vector<asio::any_io_executor> loops;
  {
    const std::lock_guard lock(mutex_);
    loops = loops_;
  }
  const asio::any_io_executor own = co_await asio::this_coro::executor;
  if (loops.empty()) loops.push_back(own);
  asio::steady_timer pause(own);
  int yields = 0;
  for (int pauses = 0; pauses < pauses_most; ++pauses) {
    int trips = 0;
    while (trips < round_trips) {
      for (const asio::any_io_executor& each : loops) {
        co_await asio::post(each, asio::use_awaitable);
      }
      if (!Doorbell::all_heard() && ++yields < yields_most) {
        std::this_thread::yield();
        trips = 0;
        continue;
      }
      if (!is_quiet()) break;
      ++trips;
    }
    if (trips == round_trips) co_return;
    pause.expires_after(pause_for_others);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

Task<void> VirtualTime::advance_to(Instant to) {
  const asio::any_io_executor own = co_await asio::this_coro::executor;
  asio::steady_timer pause(own);
  for (;;) {
    bool mine = false;
    {
      const std::lock_guard lock(mutex_);
      mine = !std::exchange(advancing_, true);
    }
    if (mine) break;
    pause.expires_after(pause_for_others);
    co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
  co_await advance_alone(to);
  const std::lock_guard lock(mutex_);
  advancing_ = false;
}

Task<void> VirtualTime::advance_alone(Instant to) {
  co_await settle_everywhere();
  while (wake_next(to)) co_await settle_everywhere();
  {
    const std::lock_guard lock(mutex_);
    now_ = std::max(now_, to);
  }
  co_await settle_everywhere();
}

void VirtualTime::runs_along(asio::io_context& loop) { along_.push_back(&loop); }

void VirtualTime::no_longer_with(asio::io_context& loop) { std::erase(along_, &loop); }

/// Whether anything ran.
bool VirtualTime::run_ready(asio::io_context& loop) {
  loop.restart();
  bool ran = loop.poll() > 0;
  for (asio::io_context* const each : along_) {
    if (each == &loop) continue;
    each->restart();
    ran = each->poll() > 0 || ran;
  }
  return ran;
}

void VirtualTime::settle(asio::io_context& loop) {
  for (int pauses = 0; pauses < pauses_most; ++pauses) {
    while (run_ready(loop)) {
    }
    if (is_quiet()) return;
    loop.restart();
    loop.run_one_for(pause_for_others);
  }
}

void VirtualTime::run_to(asio::io_context& loop, Instant to) {
  settle(loop);
  while (wake_next(to)) settle(loop);
  const std::lock_guard lock(mutex_);
  now_ = std::max(now_, to);
}

bool VirtualTime::run_until(asio::io_context& loop, const std::function<bool()>& is_done) {
  settle(loop);
  while (!is_done()) {
    if (!wake_next(Instant::max())) return is_done();
    settle(loop);
  }
  return true;
}

void VirtualTime::run_until_idle(asio::io_context& loop, std::size_t jumps_most) {
  settle(loop);
  for (std::size_t jumps = 0; jumps < jumps_most && wake_next(Instant::max()); ++jumps) {
    settle(loop);
  }
}

}  // namespace anban::sim
