// SPDX-License-Identifier: Apache-2.0
// Bounds on use, and what the calendar says.
#include "resident.h"

#include <algorithm>

namespace anban::simulation {
namespace {

constexpr const char* zone = "Asia/Shanghai";

Milliseconds since_midnight(Instant now) {
  return std::chrono::duration_cast<Milliseconds>(local_time(now, zone).time_of_day);
}

}  // namespace

void UseBounds::new_day(LocalDate date) {
  if (date == day) return;
  day = date;
  day_certain = true;
  today_least = today_most = Milliseconds(0);
}

void UseBounds::message(Instant now, bool answered, Milliseconds idle_gap) {
  if (last_message && now < *last_message) {
    certain = day_certain = false;
    last_answer.reset();
    return;
  }
  new_day(local_time(now, zone).date);
  const Milliseconds gap = last_message ? now - *last_message : idle_gap * 2;
  if (gap > idle_gap) {
    continuous_least = continuous_most = Milliseconds(0);
    reminded_at_most = Milliseconds(0);
    answers_overdue = 0;
    certain = true;
  } else {
    continuous_most += gap;
    today_most += std::min(gap, since_midnight(now) + Seconds(1));
  }
  if (answered && last_answer && last_answer == last_message && gap <= idle_gap) {
    continuous_least += gap;
    today_least += std::min(gap, since_midnight(now));
  }
  last_message = now;
  if (answered) last_answer = now;
}

int Resident::age(Instant now) const { return age_on(born, local_time(now, zone).date); }

bool Resident::in_night(Instant now) const {
  const Seconds at = local_time(now, zone).time_of_day;
  return at >= std::chrono::hours(22) || at < std::chrono::hours(6);
}

bool Resident::complete(Instant now) const {
  if (!minor(now)) return contact;
  return guarded && confirmed && (age(now) >= 14 || consented);
}

}  // namespace anban::simulation
