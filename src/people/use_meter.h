// SPDX-License-Identifier: Apache-2.0
// Time in use (O-98, O-118): the sum of the gaps between consecutive activities, each counted if
// it is at most the idle gap, else 0, as a union over devices, sessions and nodes. Pure.
#pragma once

#include <optional>
#include <string>

#include "base/local_time.h"

namespace anban {

struct UseMeter {
  std::optional<Instant> last_activity;
  Milliseconds continuous{0};  // since the last gap above the idle gap
  LocalDate today;             // the local date that `today_used` belongs to
  Milliseconds today_used{0};
  Milliseconds reminded_at{0};  // the multiple of the interval last reminded, in continuous time
  Milliseconds reality_reminded_at{0};  // the same for minors' reality reminders
  friend bool operator==(const UseMeter&, const UseMeter&) = default;
};

/// The meter after an activity at `now`. Time that goes back counts nothing and moves nothing. A
/// gap over local midnight counts to the new day only from midnight on.
UseMeter after_activity(UseMeter meter, Instant now, Milliseconds idle_gap,
                        const std::string& time_zone);

/// What the meter would say at `now` without an activity (for reading it).
UseMeter as_of(UseMeter meter, Instant now, Milliseconds idle_gap, const std::string& time_zone);

}  // namespace anban
