// SPDX-License-Identifier: Apache-2.0
// One moment a key (the generic cell rate algorithm): each request moves it on by its share of a
// minute, and a request is too many when the moment lies more than a minute ahead.
#include "api/rate_limit.h"

#include <algorithm>

namespace anban::api {
namespace {

constexpr Milliseconds minute{60'000};

}  // namespace

void RateLimit::make_room(Instant now) {
  if (next_.size() < remembered_most) return;
  std::erase_if(next_, [&](const auto& each) { return each.second <= now; });
  if (next_.size() >= remembered_most) next_.clear();
}

std::optional<Seconds> RateLimit::take(std::string_view who, int a_minute, Instant now) {
  if (a_minute <= 0) return std::nullopt;
  const Milliseconds share = std::max(Milliseconds(1), minute / a_minute);
  const std::lock_guard guard(mutex_);
  make_room(now);
  Instant& next = next_.try_emplace(std::string(who), now).first->second;
  next = std::clamp(next, now, now + minute);  // a clock that went back holds nobody up for long
  if (next + share > now + minute) return std::chrono::ceil<Seconds>(next + share - minute - now);
  next += share;
  return std::nullopt;
}

}  // namespace anban::api
