// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a layer under SQLite that fails the n-th write, sync or truncation, and
// everything after it until it is mended, as a full or dying disk does.
#pragma once

#include <atomic>

#include <sqlite3.h>

namespace anban::store {

class FaultVfs {
 public:
  /// Registers the layer "anban-fault" for this object's life. `code`: what a failing call answers.
  explicit FaultVfs(int code);
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  static constexpr const char* name = "anban-fault";

  /// The n-th call from now fails (1 is the next one), and all that follow.
  void fail_from(int nth);
  /// Only the n-th call from now fails.
  void fail_once(int nth);
  void mend();
  /// Whether any call has failed since the last fail_from() or fail_once().
  bool has_failed() const { return has_failed_; }

 private:
  friend struct FaultFile;
  int next();
  const int code_;
  std::atomic<int> left_{0};  // calls until the fault; 0: none is planned
  std::atomic<bool> goes_on_{false};
  std::atomic<bool> is_broken_{false};
  std::atomic<bool> has_failed_{false};
  sqlite3_vfs vfs_{};
};

}  // namespace anban::store
