// SPDX-License-Identifier: Apache-2.0
// Records that wait for the store.
#include "turn/spool.h"

namespace anban {

void Spool::put(Transaction transaction) {
  const std::lock_guard guard(mutex_);
  if (waiting_.size() >= waiting_most) {
    log_.error("record.lost", {{"why", "the spool is full: the store has been down for too long"}});
    return;
  }
  waiting_.push_back(std::move(transaction));
  ++meters_.spooled;
}

std::size_t Spool::waiting() const {
  const std::lock_guard guard(mutex_);
  return waiting_.size();
}

Task<void> Spool::drain() {
  {
    const std::lock_guard guard(mutex_);
    if (draining_) co_return;
    draining_ = true;
  }
  for (;;) {
    Transaction next;
    {
      const std::lock_guard guard(mutex_);
      if (waiting_.empty()) {
        draining_ = false;
        co_return;
      }
      next = waiting_.front();
    }
    auto committing = journal_.commit(std::move(next));
    const Result<Committed> committed = co_await std::move(committing);
    if (committed) {
      const std::lock_guard guard(mutex_);
      if (!waiting_.empty()) waiting_.pop_front();
      continue;
    }
    auto pausing = timer_.sleep_until(clock_.now() + retry_every);
    co_await std::move(pausing);
  }
}

}  // namespace anban
