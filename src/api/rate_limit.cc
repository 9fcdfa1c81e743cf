// SPDX-License-Identifier: Apache-2.0
// One moment a key (the generic cell rate algorithm): each request moves it on by its share of a
// minute, and a request is too many when the moment lies more than a minute ahead.
#include "api/rate_limit.h"

#include <algorithm>

namespace anban::api {
namespace {

constexpr Milliseconds minute{60'000};

Milliseconds share_of(int a_minute) { return std::max(Milliseconds(1), minute / a_minute); }

std::optional<Seconds> too_early(Instant next, int a_minute, Instant now) {
  const Instant then = next + share_of(a_minute);
  if (then <= now + minute) return std::nullopt;
  return std::chrono::ceil<Seconds>(then - minute - now);
}

}  // namespace

void RateLimit::make_room(Instant now) {
  if (next_.size() < remembered_most) return;
  std::erase_if(next_, [&](const auto& each) { return each.second <= now; });
  if (next_.size() >= remembered_most) next_.clear();
}

std::optional<Seconds> RateLimit::take(std::string_view who, int a_minute, Instant now) {
  if (a_minute <= 0) return std::nullopt;
  const std::lock_guard guard(mutex_);
  make_room(now);
  Instant& next = next_.try_emplace(std::string(who), now).first->second;
  next = std::clamp(next, now, now + minute);  // a clock that went back holds nobody up for long
  if (const auto early = too_early(next, a_minute, now)) return early;
  next += share_of(a_minute);
  return std::nullopt;
}

std::optional<Seconds> RateLimit::ask(std::string_view who, int a_minute, Instant now) {
  const std::lock_guard guard(mutex_);
  const auto known = next_.find(std::string(who));
  if (a_minute <= 0 || known == next_.end()) return std::nullopt;
  return too_early(std::clamp(known->second, now, now + minute), a_minute, now);
}

void RateLimit::clear() {
  const std::lock_guard guard(mutex_);
  next_.clear();
}

}  // namespace anban::api
