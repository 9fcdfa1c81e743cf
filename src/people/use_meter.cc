// SPDX-License-Identifier: Apache-2.0
// The arithmetic of time in use.
#include "people/use_meter.h"

#include <algorithm>

namespace anban {
namespace {

void turn_the_day(UseMeter& meter, const LocalDate& date) {
  if (meter.today != date) {
    meter.today = date;
    meter.today_used = Milliseconds(0);
  }
}

}  // namespace

UseMeter after_activity(UseMeter meter, Instant now, Milliseconds idle_gap,
                        const std::string& time_zone) {
  const LocalTime local = local_time(now, time_zone);
  if (!meter.last_activity) {
    meter.last_activity = now;
    meter.today = local.date;
    return meter;
  }
  const Milliseconds gap = now - *meter.last_activity;
  if (gap < Milliseconds(0)) return meter;  // the clock went back: stored times stay
  turn_the_day(meter, local.date);
  meter.last_activity = now;
  if (gap > idle_gap) {
    meter.continuous = Milliseconds(0);
    meter.reminded_at = Milliseconds(0);
    meter.reality_reminded_at = Milliseconds(0);
    return meter;
  }
  meter.continuous += gap;
  // What was used before midnight belongs to yesterday.
  const auto since_midnight = std::chrono::duration_cast<Milliseconds>(local.time_of_day) +
                              now.time_since_epoch() % Seconds(1);
  meter.today_used += std::min(gap, since_midnight);
  return meter;
}

UseMeter as_of(UseMeter meter, Instant now, Milliseconds idle_gap, const std::string& time_zone) {
  if (!meter.last_activity || now < *meter.last_activity) return meter;
  turn_the_day(meter, local_time(now, time_zone).date);
  if (now - *meter.last_activity > idle_gap) {
    meter.continuous = Milliseconds(0);
    meter.reminded_at = Milliseconds(0);
    meter.reality_reminded_at = Milliseconds(0);
  }
  return meter;
}

}  // namespace anban
