// SPDX-License-Identifier: Apache-2.0
// A client that listens for events (server-sent events): a queue that anybody fills from any
// thread, and the loop that sends it on until the client leaves.
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "api/call.h"
#include "ports/doorbell.h"

namespace anban::api {

/// Events for one listener, handed over from any thread and sent by the listener's own coroutine.
class Listener {
 public:
  /// More waiting events than this and the oldest are dropped: the client asks GET users/{id}.
  static constexpr std::size_t waiting_most = 64;

  void put(const std::string& event_json) {
    {
      const std::lock_guard guard(mutex_);
      if (waiting_.size() >= waiting_most) waiting_.pop_front();
      waiting_.push_back("data: " + event_json + "\n\n");
    }
    bell_.ring();
  }
  std::string take() {
    const std::lock_guard guard(mutex_);
    std::string all;
    for (const std::string& each : waiting_) all += each;
    waiting_.clear();
    return all;
  }
  void leave() {
    left_ = true;
    bell_.ring();
  }
  bool has_left() const { return left_; }
  /// Until there is something to take, or the client left.
  Task<void> wait() { return bell_.wait(); }

 private:
  std::atomic<bool> left_{false};
  Doorbell bell_;
  std::mutex mutex_;
  std::deque<std::string> waiting_;
};

/// Sends what the listener gets until the client leaves or the listener is told to.
Task<void> stream_events(Call& call, std::shared_ptr<Listener> listener);

}  // namespace anban::api
