// SPDX-License-Identifier: Apache-2.0
// Claims about local time: zones with and without clock changes, dates, ages. Times of day decide
// minors' night hours and ages decide minor mode, so the edges matter.
#include "base/local_time.h"

#include <thread>

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant instant(std::string_view text) { return parse_instant(text).value(); }
LocalDate date(std::string_view text) { return parse_date(text).value(); }

std::string local(std::string_view at, std::string_view zone) {
  const LocalTime time = local_time(instant(at), zone);
  const auto of_day = time.time_of_day.count();
  return to_text(time.date) + " " + std::to_string(of_day / 3600) + ":" +
         std::to_string(of_day / 60 % 60);
}

TEST(TimeZones, AreThoseOfTheSystem) {
  EXPECT_TRUE(is_time_zone("Asia/Shanghai"));
  EXPECT_TRUE(is_time_zone("America/New_York"));
  EXPECT_TRUE(is_time_zone("UTC"));
  for (const auto* bad : {"", "Asia/Atlantis", "+08:00", "../../etc/passwd", "asia/shanghai "}) {
    EXPECT_FALSE(is_time_zone(bad)) << bad;
  }
}

TEST(LocalTime, IsEightHoursAheadInShanghai) {
  EXPECT_EQ(local("2026-07-15T15:59:59.999Z", "Asia/Shanghai"), "2026-07-15 23:59");
  EXPECT_EQ(local("2026-07-15T16:00:00Z", "Asia/Shanghai"), "2026-07-16 0:0");
}

TEST(LocalTime, FollowsTheClockChangesOfAZone) {
  EXPECT_EQ(local("2026-03-08T06:59:59Z", "America/New_York"), "2026-03-08 1:59");
  EXPECT_EQ(local("2026-03-08T07:00:00Z", "America/New_York"), "2026-03-08 3:0");
  EXPECT_EQ(local("2026-11-01T05:59:59Z", "America/New_York"), "2026-11-01 1:59");
  EXPECT_EQ(local("2026-11-01T06:00:00Z", "America/New_York"), "2026-11-01 1:0");
}

TEST(LocalTime, KnowsOffsetsThatAreNotWholeHours) {
  EXPECT_EQ(local("2026-07-15T00:00:00Z", "Asia/Kathmandu"), "2026-07-15 5:45");
  EXPECT_EQ(local("2026-07-15T00:00:00Z", "America/St_Johns"), "2026-07-14 21:30");
}

TEST(LocalTime, WorksBeforeNineteenSeventy) {
  EXPECT_EQ(local("1969-12-31T15:59:59.500Z", "Asia/Shanghai"), "1969-12-31 23:59");
}

TEST(LocalTime, IsRightWhenManyZonesTakeTurns) {
  const char* zones[] = {
      "Asia/Shanghai",    "America/New_York", "Europe/Berlin",       "UTC",
      "Asia/Tokyo",       "Asia/Kolkata",     "Australia/Lord_Howe", "Asia/Urumqi",
      "Pacific/Auckland", "America/Sao_Paulo"};
  const int hour[] = {20, 8, 14, 12, 21, 17, 22, 18, 0, 9};
  for (int round = 0; round < 3; ++round) {
    for (std::size_t i = 0; i < std::size(zones); ++i) {
      const LocalTime time = local_time(instant("2026-07-15T12:00:00Z"), zones[i]);
      EXPECT_EQ(time.time_of_day / hours{1}, hour[i]) << zones[i];
    }
  }
}

TEST(LocalTime, MayBeAskedByManyThreads) {
  const auto ask = [] {
    for (int i = 0; i < 200; ++i) {
      const Instant at = instant("2026-01-01T00:00:00Z") + hours{24 * i};
      EXPECT_EQ(instant_of(local_time(at, "Asia/Shanghai").date, hours{8}, "Asia/Shanghai"), at);
    }
  };
  std::thread first(ask);
  std::thread second(ask);
  first.join();
  second.join();
}

TEST(LocalTimeDeathTest, EndsTheProcessForAZoneThatNobodyChecked) {
  EXPECT_DEATH(local_time(Instant{}, "Asia/Atlantis"), "promise.broken");
}

TEST(InstantOf, IsTheMomentWhenTheWallShowsThatTime) {
  EXPECT_EQ(to_text(instant_of(date("2026-07-16"), hours{0}, "Asia/Shanghai")),
            "2026-07-15T16:00:00.000Z");
  EXPECT_EQ(to_text(instant_of(date("2026-07-16"), hours{22}, "Asia/Shanghai")),
            "2026-07-16T14:00:00.000Z");
}

TEST(InstantOf, IsBehindTheGapWhereTheClockJumps) {
  EXPECT_EQ(to_text(instant_of(date("2026-03-08"), minutes{150}, "America/New_York")),
            "2026-03-08T07:00:00.000Z");
}

TEST(InstantOf, IsTheEarlierOfTwoMoments) {
  EXPECT_EQ(to_text(instant_of(date("2026-11-01"), minutes{90}, "America/New_York")),
            "2026-11-01T05:30:00.000Z");
}

TEST(InstantOf, TakesTheNextDayForADayThatAZoneSkipped) {
  EXPECT_EQ(to_text(instant_of(date("2011-12-30"), hours{12}, "Pacific/Apia")),
            "2011-12-30T10:00:00.000Z");
}

TEST(DayAfter, KnowsMonthsYearsAndLeapDays) {
  EXPECT_EQ(day_after(date("2026-08-31")), date("2026-09-01"));
  EXPECT_EQ(day_after(date("2026-12-31")), date("2027-01-01"));
  EXPECT_EQ(day_after(date("2028-02-28")), date("2028-02-29"));
  EXPECT_EQ(day_after(date("2100-02-28")), date("2100-03-01"));
}

TEST(AgeOn, CountsWholeYearsFromTheBirthdayOn) {
  EXPECT_EQ(age_on(date("2008-08-01"), date("2026-07-31")), 17);
  EXPECT_EQ(age_on(date("2008-08-01"), date("2026-08-01")), 18);
  EXPECT_EQ(age_on(date("2008-08-01"), date("2026-08-02")), 18);
  EXPECT_EQ(age_on(date("2026-08-01"), date("2026-08-01")), 0);
}

TEST(AgeOn, TreatsNobodyBornOnALeapDayAsOlderThanTheyAre) {
  EXPECT_EQ(age_on(date("2008-02-29"), date("2026-02-28")), 17);
  EXPECT_EQ(age_on(date("2008-02-29"), date("2026-03-01")), 18);
  EXPECT_EQ(age_on(date("2008-02-29"), date("2028-02-28")), 19);
  EXPECT_EQ(age_on(date("2008-02-29"), date("2028-02-29")), 20);
}

}  // namespace
}  // namespace anban
