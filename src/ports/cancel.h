// SPDX-License-Identifier: Apache-2.0
// Cancel: the wish to stop something that runs, from any thread: the person left, the night began,
// the client hung up. What runs registers how it is stopped.
#pragma once

#include <functional>
#include <mutex>
#include <utility>

namespace anban {

class Cancel {
 public:
  /// Calls what is registered, once; later registrations are called at once.
  void cancel() {
    std::function<void()> stop;
    {
      const std::lock_guard guard(mutex_);
      cancelled_ = true;
      stop = std::exchange(stop_, nullptr);
    }
    if (stop) stop();
  }
  bool is_cancelled() const {
    const std::lock_guard guard(mutex_);
    return cancelled_;
  }
  /// One at a time: a new `stop` takes the old one's place; empty takes it back. `stop` must be
  /// safe on any thread.
  void when_cancelled(std::function<void()> stop) {
    {
      const std::lock_guard guard(mutex_);
      if (!cancelled_) {
        stop_ = std::move(stop);
        return;
      }
    }
    if (stop) stop();
  }

 private:
  mutable std::mutex mutex_;
  bool cancelled_ = false;
  std::function<void()> stop_;
};

}  // namespace anban
