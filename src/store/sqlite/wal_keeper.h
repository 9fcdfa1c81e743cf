// SPDX-License-Identifier: Apache-2.0
// Moves the write-ahead log into the database on a thread and a connection of its own, so that no
// turn waits for it; only when the log has grown far does the writer pause for the last pages.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "base/event_log.h"
#include "store/sqlite/database.h"
#include "store/sqlite/pause.h"

namespace anban::store {

class WalKeeper {
 public:
  /// `pause` is held by the writer while it writes. `log` may be null.
  WalKeeper(std::unique_ptr<Connection> connection, Pause& pause, WalLimits limits,
            const EventLog* log);
  ~WalKeeper();
  WalKeeper(const WalKeeper&) = delete;
  WalKeeper& operator=(const WalKeeper&) = delete;
  /// The log holds so many pages now. Cheap; called after each commit.
  void pages_in_log(int pages);

 private:
  void run();
  void pass();
  std::unique_ptr<Connection> connection_;
  Pause& pause_;
  const WalLimits limits_;
  const EventLog* log_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable wanted_;
  int pages_ = 0;
  int pages_at_last_pass_ = 0;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace anban::store
