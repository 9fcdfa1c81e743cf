// SPDX-License-Identifier: Apache-2.0
// How many requests a minute one key may make: 429 with Retry-After beyond it. Off unless the
// operator sets it. Leaving, a crisis and every refusal that a duty asks for are never held up by
// it (docs/decisions/0007).
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/local_time.h"

namespace anban::api {

/// Requests a minute; 0 means no limit. A whole minute's worth may come at once.
struct RateLimits {
  int app = 0;     // an app's key
  int person = 0;  // a personal key or a guardian's session
  int open = 0;    // a network address, on routes without a key
};

class RateLimit {
 public:
  /// Keys remembered; beyond it those that are not near their limit are forgotten.
  static constexpr std::size_t remembered_most = 100'000;

  /// Counts one request of `who`. Nothing where it may pass; else after how long it may be made.
  std::optional<Seconds> take(std::string_view who, int a_minute, Instant now);
  /// The same question without counting one.
  std::optional<Seconds> ask(std::string_view who, int a_minute, Instant now);
  void clear();

 private:
  void make_room(Instant now);

  std::mutex mutex_;
  std::unordered_map<std::string, Instant> next_;  // when the minute's worth so far is used up
};

}  // namespace anban::api
