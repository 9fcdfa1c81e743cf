// SPDX-License-Identifier: Apache-2.0
// Two lists that change places, so that the lock is held for no longer than a push or a swap.
#include "net/run_queue.h"

#include <utility>

namespace anban {

RunQueue::~RunQueue() {
  // Coroutines that are let go of may post while they unwind; that is let go of as well.
  stop();
  for (;;) {
    std::vector<Work> rest;
    {
      const std::lock_guard lock(mutex_);
      rest.swap(ready_);
    }
    if (rest.empty()) break;
  }
  shutdown();
}

boost::asio::any_io_executor RunQueue::executor() { return Executor(*this); }

void RunQueue::post(Work work) {
  bool must_ring = false;
  {
    const std::lock_guard lock(mutex_);
    ready_.push_back(std::move(work));
    must_ring = std::exchange(is_asleep_, false);
  }
  if (must_ring) ring_();
}

void RunQueue::stop() {
  bool must_ring = false;
  {
    const std::lock_guard lock(mutex_);
    is_stopped_ = true;
    must_ring = std::exchange(is_asleep_, false);
  }
  if (must_ring) ring_();
}

bool RunQueue::is_stopped() const {
  const std::lock_guard lock(mutex_);
  return is_stopped_;
}

std::size_t RunQueue::run_ready() {
  {
    const std::lock_guard lock(mutex_);
    running_.swap(ready_);
  }
  for (Work& each : running_) {
    // Let go of as soon as it ran: a coroutine's end frees what it held.
    Work work = std::exchange(each, nullptr);
    work();
  }
  const std::size_t count = running_.size();
  running_.clear();
  return count;
}

bool RunQueue::may_sleep() {
  const std::lock_guard lock(mutex_);
  is_asleep_ = ready_.empty() && !is_stopped_;
  return is_asleep_;
}

void RunQueue::woke() {
  const std::lock_guard lock(mutex_);
  is_asleep_ = false;
}

}  // namespace anban
