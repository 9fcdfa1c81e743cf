// SPDX-License-Identifier: Apache-2.0
// A reply that is on its way, stoppable from outside: exit, night, quota, a client that hung up.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "people/person.h"
#include "ports/cancel.h"

namespace anban {

class Running {
 public:
  Running() : cancel_(std::make_shared<Cancel>()) {}
  /// The first reason stands. Safe from any thread.
  void stop(StopReason reason) {
    {
      const std::lock_guard guard(mutex_);
      if (!reason_) reason_ = reason;
    }
    cancel_->cancel();
  }
  std::optional<StopReason> reason() const {
    const std::lock_guard guard(mutex_);
    return reason_;
  }
  const std::shared_ptr<Cancel>& cancel() const { return cancel_; }

 private:
  mutable std::mutex mutex_;
  std::optional<StopReason> reason_;
  std::shared_ptr<Cancel> cancel_;
};

}  // namespace anban
