// SPDX-License-Identifier: Apache-2.0
// Time as people and laws see it. An Instant is UTC milliseconds; a LocalDate and the time of day
// come from it with an IANA zone and the system's tzdata (libhowardhinnant-date).
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace anban {

using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;
/// A moment: milliseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<Milliseconds>;

struct LocalDate {
  int year = 0;
  int month = 0;
  int day = 0;
  friend auto operator<=>(const LocalDate&, const LocalDate&) = default;
};

struct LocalTime {
  LocalDate date;
  Seconds time_of_day{0};
};

/// Whether the system's tzdata knows `zone` ("Asia/Shanghai").
bool is_time_zone(std::string_view zone);
/// `zone` must be known. Cached per zone; about 50 ns for zones without a change near `at`.
LocalTime local_time(Instant at, std::string_view zone);
/// The first instant whose local date is `date` and whose time of day is at least `time_of_day`.
Instant instant_of(LocalDate date, Seconds time_of_day, std::string_view zone);
LocalDate day_after(LocalDate date);

/// "2026-08-01" or an error that says what is wrong; checks the calendar.
Result<LocalDate> parse_date(std::string_view text);
std::string to_text(LocalDate date);
/// RFC 3339 with zone: "2026-08-01T21:04:00+08:00" or "…Z"; fractions are kept to milliseconds.
Result<Instant> parse_instant(std::string_view text);
/// "2026-08-01T13:04:00.000Z".
std::string to_text(Instant at);
/// "2h", "90m", "900s", "30d", "250ms"; one number and one unit.
Result<Milliseconds> parse_duration(std::string_view text);
/// "22:00" as seconds after midnight.
Result<Seconds> parse_time_of_day(std::string_view text);

/// Whole years from `birth` to `today`. Born on 29 February: the birthday of a common year is
/// 1 March, so that nobody is treated as older than they are.
int age_on(LocalDate birth, LocalDate today);

}  // namespace anban
