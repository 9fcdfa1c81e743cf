// SPDX-License-Identifier: Apache-2.0
// Time in use (O-98, O-118): which gaps count, when a run of use begins anew, to which local day
// time belongs, and that a clock that goes back counts nothing.
#include "people/use_meter.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Milliseconds idle_gap = seconds(900);
const std::string shanghai = "Asia/Shanghai";
const std::string berlin = "Europe/Berlin";

Instant moment(std::string_view text) { return parse_instant(text).value(); }

UseMeter begun_at(Instant at, const std::string& zone = shanghai) {
  return after_activity(UseMeter{}, at, idle_gap, zone);
}

TEST(UseMeter, BeginsWithNothing) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  const UseMeter meter = begun_at(at);
  EXPECT_EQ(meter.continuous, Milliseconds(0));
  EXPECT_EQ(meter.today_used, Milliseconds(0));
  EXPECT_EQ(meter.last_activity, at);
  EXPECT_EQ(meter.today, (LocalDate{2026, 8, 1}));
}

TEST(UseMeter, CountsAGapOfExactlyTheIdleGap) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  const UseMeter meter = after_activity(begun_at(at), at + seconds(900), idle_gap, shanghai);
  EXPECT_EQ(meter.continuous, seconds(900));
  EXPECT_EQ(meter.today_used, seconds(900));
}

TEST(UseMeter, DoesNotCountALongerGapAndBeginsAnew) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  UseMeter meter = after_activity(begun_at(at), at + minutes(10), idle_gap, shanghai);
  meter.reminded_at = hours(2);
  meter.reality_reminded_at = minutes(30);
  const Instant later = at + minutes(10) + seconds(900) + Milliseconds(1);
  meter = after_activity(meter, later, idle_gap, shanghai);
  EXPECT_EQ(meter.continuous, Milliseconds(0));
  EXPECT_EQ(meter.reminded_at, Milliseconds(0));
  EXPECT_EQ(meter.reality_reminded_at, Milliseconds(0));
  EXPECT_EQ(meter.today_used, minutes(10));  // the day's use stays
  EXPECT_EQ(meter.last_activity, later);
}

TEST(UseMeter, SumsGapsAsAUnionOverDevices) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  UseMeter meter = begun_at(at);
  // Two devices take turns; what overlaps counts once, since only the order of activities counts.
  for (int i = 1; i <= 12; ++i)
    meter = after_activity(meter, at + minutes(10 * i), idle_gap, shanghai);
  meter = after_activity(meter, at + minutes(120), idle_gap, shanghai);
  EXPECT_EQ(meter.continuous, hours(2));
}

TEST(UseMeter, ReachesTwoHoursToTheMillisecond) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  UseMeter meter = begun_at(at);
  for (int i = 1; i <= 8; ++i)
    meter = after_activity(meter, at + minutes(14 * i), idle_gap, shanghai);
  const Instant almost = at + hours(2) - Milliseconds(1);
  EXPECT_LT(after_activity(meter, almost, idle_gap, shanghai).continuous, hours(2));
  EXPECT_EQ(after_activity(meter, at + hours(2), idle_gap, shanghai).continuous, hours(2));
}

TEST(UseMeter, GivesTheNewDayOnlyWhatIsPastLocalMidnight) {
  const Instant before = moment("2026-08-01T23:55:00+08:00");
  UseMeter meter = after_activity(begun_at(before - minutes(10)), before, idle_gap, shanghai);
  EXPECT_EQ(meter.today_used, minutes(10));
  meter = after_activity(meter, moment("2026-08-02T00:04:00.250+08:00"), idle_gap, shanghai);
  EXPECT_EQ(meter.today, (LocalDate{2026, 8, 2}));
  EXPECT_EQ(meter.today_used, minutes(4) + Milliseconds(250));
  EXPECT_EQ(meter.continuous, minutes(19) + Milliseconds(250));  // midnight is no pause
}

TEST(UseMeter, BeginsTheNewDayWithNothingAfterALongGap) {
  const Instant before = moment("2026-08-01T20:00:00+08:00");
  UseMeter meter = after_activity(begun_at(before), before + minutes(10), idle_gap, shanghai);
  meter = after_activity(meter, moment("2026-08-02T00:04:00+08:00"), idle_gap, shanghai);
  EXPECT_EQ(meter.today_used, Milliseconds(0));
}

TEST(UseMeter, CountsNothingWhenTheClockGoesBack) {
  const Instant at = moment("2026-08-01T09:00:00+08:00");
  const UseMeter meter = after_activity(begun_at(at), at + minutes(5), idle_gap, shanghai);
  EXPECT_EQ(after_activity(meter, at + minutes(4), idle_gap, shanghai), meter);
  EXPECT_EQ(after_activity(meter, at - hours(48), idle_gap, shanghai), meter);
  EXPECT_EQ(as_of(meter, at - hours(48), idle_gap, shanghai), meter);
}

TEST(UseMeter, KeepsTheLocalDayWhereClocksChange) {
  // 2026-10-25: 03:00 summer time becomes 02:00; the hour from 02:00 to 03:00 comes twice.
  const Instant first = moment("2026-10-25T02:50:00+02:00");
  UseMeter meter = begun_at(first, berlin);
  meter = after_activity(meter, moment("2026-10-25T02:00:00+01:00"), idle_gap, berlin);
  EXPECT_EQ(meter.continuous, minutes(10));
  EXPECT_EQ(meter.today_used, minutes(10));
  EXPECT_EQ(meter.today, (LocalDate{2026, 10, 25}));
}

TEST(UseMeter, GivesOneInstantToTheDayOfEachZone) {
  const Instant at = moment("2026-08-01T23:30:00Z");
  EXPECT_EQ(begun_at(at, berlin).today, (LocalDate{2026, 8, 2}));
  EXPECT_EQ(begun_at(at, "America/New_York").today, (LocalDate{2026, 8, 1}));
}

TEST(UseMeterAsOf, ShowsAPauseAndANewDayWithoutCountingTheLook) {
  const Instant at = moment("2026-08-01T23:40:00+08:00");
  UseMeter meter = after_activity(begun_at(at), at + minutes(10), idle_gap, shanghai);
  meter.reminded_at = hours(2);
  meter.reality_reminded_at = minutes(30);
  const UseMeter soon = as_of(meter, at + minutes(25), idle_gap, shanghai);
  EXPECT_EQ(soon.continuous, minutes(10));
  EXPECT_EQ(soon.reminded_at, hours(2));
  EXPECT_EQ(soon.today_used, Milliseconds(0));  // past midnight
  const UseMeter later = as_of(meter, at + minutes(25) + Milliseconds(1), idle_gap, shanghai);
  EXPECT_EQ(later.continuous, Milliseconds(0));
  EXPECT_EQ(later.reminded_at, Milliseconds(0));
  EXPECT_EQ(later.reality_reminded_at, Milliseconds(0));
  EXPECT_EQ(later.last_activity, meter.last_activity);
}

TEST(UseMeterAsOf, LeavesAnUnusedMeterAlone) {
  EXPECT_EQ(as_of(UseMeter{}, moment("2026-08-01T09:00:00Z"), idle_gap, shanghai), UseMeter{});
}

}  // namespace
}  // namespace anban
