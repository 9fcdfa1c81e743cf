// SPDX-License-Identifier: Apache-2.0
// Takes turns between the writer and whoever needs the database still for a moment. First come,
// first served: a plain mutex would let a busy writer in again and again.
#pragma once

#include <mutex>

namespace anban::store {

class Pause {
 public:
  /// Held until the lock is let go of.
  std::unique_lock<std::mutex> enter() {
    const std::scoped_lock in_line(door_);
    return std::unique_lock(room_);
  }
  /// Held by whoever moves pages: SQLite lets only one do it and refuses the other at once. Taken
  /// behind enter(), never before it.
  std::unique_lock<std::mutex> enter_checkpoint() { return std::unique_lock(checkpoint_); }

 private:
  std::mutex door_;  // held only while waiting for the room
  std::mutex room_;
  std::mutex checkpoint_;
};

/// When the write-ahead log is moved into the database, in pages of 4 KiB.
struct WalLimits {
  /// 4 MiB of new pages are worth a pass: a restart reads at most about that much.
  int pages_a_pass = 1024;
  /// From 64 MiB on the writer pauses for the end of a pass, so that the log can start over.
  int pages_at_most = 16384;
};

}  // namespace anban::store
