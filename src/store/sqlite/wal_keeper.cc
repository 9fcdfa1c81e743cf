// SPDX-License-Identifier: Apache-2.0
// Passive passes, and a closing one under the writer's pause where the log got long.
#include "store/sqlite/wal_keeper.h"

namespace anban::store {

WalKeeper::WalKeeper(std::unique_ptr<Connection> connection, Pause& pause, WalLimits limits,
                     const EventLog* log)
    : connection_(std::move(connection)), pause_(pause), limits_(limits), log_(log) {
  thread_ = std::thread([this] { run(); });
}

WalKeeper::~WalKeeper() {
  {
    const std::scoped_lock lock(mutex_);
    is_ending_ = true;
  }
  wanted_.notify_one();
  thread_.join();
}

void WalKeeper::pages_in_log(int pages) {
  {
    const std::scoped_lock lock(mutex_);
    if (pages < pages_) pages_at_last_pass_ = 0;  // the log has started over
    pages_ = pages;
    if (pages_ - pages_at_last_pass_ < limits_.pages_a_pass) return;
  }
  wanted_.notify_one();
}

void WalKeeper::run() {
  std::unique_lock lock(mutex_);
  while (!is_ending_) {
    if (pages_ - pages_at_last_pass_ < limits_.pages_a_pass) {
      wanted_.wait(lock);
      continue;
    }
    pages_at_last_pass_ = pages_;
    const bool is_long = pages_ >= limits_.pages_at_most;
    lock.unlock();
    pass();
    if (is_long) {
      const auto still = pause_.enter();
      pass();
    }
    lock.lock();
  }
}

void WalKeeper::pass() {
  const auto alone = pause_.enter_checkpoint();
  const int code = sqlite3_wal_checkpoint_v2(connection_->raw(), nullptr, SQLITE_CHECKPOINT_PASSIVE,
                                             nullptr, nullptr);
  const bool is_fine = code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY;
  if (is_fine || log_ == nullptr) return;
  const Error error = connection_->failure(code);
  log_->warn("store.checkpoint_failed", {{"detail", error.detail}});
}

}  // namespace anban::store
