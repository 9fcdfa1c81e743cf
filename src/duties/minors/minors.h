// SPDX-License-Identifier: Apache-2.0
// Minor mode at admission (Art. 14, 8(4); O-112, O-117 to O-119, O-28): no virtual partner or
// relative for anybody under 18, reality reminders, the day's quota, the night, and every clause of
// a reply judged before it is seen. Hours and quotas are defaults of a guideline, not statutory.
#pragma once

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void minors(const TurnFacts& facts, const pack::Params& params, Requirements& required);

/// The age by which hours, quota and characters are limited: who is only taken for a minor has
/// those of the under-16 band until an appeal is upheld, who chose minor mode those of the eldest
/// minors.
int age_of_limits(const Standing& standing, const std::optional<Instant>& suspected,
                  const pack::Params& params);
/// The day's quota of a minor of `age`.
Milliseconds quota_of(int age, const pack::Params& params);
/// Whether `time_of_day` lies in the night, which may pass midnight.
bool is_night(Seconds time_of_day, const pack::Params& params);
/// The first moment from `facts.now` on at which a running reply must stop: nightfall, the end of
/// the quota or of the hours that guardians set, whichever is first.
Instant served_until(const TurnFacts& facts, const pack::Params& params);

}  // namespace anban::duties
