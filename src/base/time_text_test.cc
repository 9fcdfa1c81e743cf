// SPDX-License-Identifier: Apache-2.0
// Claims about times as text: what is read, what is refused, and that both directions agree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/local_time.h"

namespace anban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

TEST(Dates, AreReadAndWritten) {
  EXPECT_EQ(parse_date("2026-08-01").value(), (LocalDate{2026, 8, 1}));
  EXPECT_EQ(parse_date("2028-02-29").value(), (LocalDate{2028, 2, 29}));
  EXPECT_EQ(to_text(LocalDate{987, 6, 5}), "0987-06-05");
}

TEST(Dates, ThatTheCalendarLacksAreRefused) {
  for (const auto* bad : {"2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
                          "2026-01-00", "0000-01-01"}) {
    const auto result = parse_date(bad);
    ASSERT_FALSE(result) << bad;
    EXPECT_THAT(result.error().detail, testing::HasSubstr("calendar"));
  }
}

TEST(Dates, InOtherSpellingsAreRefused) {
  for (const auto* bad : {"", "2026-8-1", "2026-08-01 ", " 2026-08-01", "26-08-01", "2026/08/01",
                          "2026-08-01T00:00:00Z", "+2026-08-01", "２０２６-08-01", "2026-+8-01"}) {
    EXPECT_FALSE(parse_date(bad)) << bad;
  }
}

TEST(Dates, AreEchoedShortAndPrintableWhenRefused) {
  const auto result = parse_date(std::string(5000, '\n'));
  EXPECT_LT(result.error().detail.size(), 100U);
  EXPECT_EQ(result.error().detail.find('\n'), std::string::npos);
}

TEST(Instants, AreReadWithAnyOffset) {
  const auto expected = "2026-08-01T13:04:00.000Z";
  for (const auto* good :
       {"2026-08-01T21:04:00+08:00", "2026-08-01T13:04:00Z", "2026-08-01t13:04:00z",
        "2026-08-01T13:04:00.0Z", "2026-08-02T03:04:00+14:00", "2026-07-31T21:04:00-16:00"}) {
    EXPECT_EQ(to_text(parse_instant(good).value()), expected) << good;
  }
}

TEST(Instants, KeepMilliseconds) {
  EXPECT_EQ(to_text(parse_instant("2026-08-01T00:00:00.007999999Z").value()),
            "2026-08-01T00:00:00.007Z");
  EXPECT_EQ(to_text(parse_instant("1969-12-31T23:59:59.5Z").value()), "1969-12-31T23:59:59.500Z");
}

TEST(Instants, WithoutZoneOrWithImpossiblePartsAreRefused) {
  for (const auto* bad :
       {"", "2026-08-01", "2026-08-01T13:04Z", "2026-08-01T13:04:00", "2026-08-01 13:04:00Z",
        "2026-08-01T24:00:00Z", "2026-08-01T13:60:00Z", "2026-08-01T13:04:60Z",
        "2026-08-01T13:04:00.Z", "2026-08-01T13:04:00+0800", "2026-08-01T13:04:00+24:00",
        "2026-08-01T13:04:00Zx", "2026-02-30T13:04:00Z", "2026-08-01T13:04:00,5Z"}) {
    EXPECT_FALSE(parse_instant(bad)) << bad;
  }
}

TEST(Durations, AreOneNumberAndOneUnit) {
  EXPECT_EQ(parse_duration("2h").value(), hours{2});
  EXPECT_EQ(parse_duration("90m").value(), minutes{90});
  EXPECT_EQ(parse_duration("900s").value(), Seconds{900});
  EXPECT_EQ(parse_duration("30d").value(), hours{720});
  EXPECT_EQ(parse_duration("250ms").value(), Milliseconds{250});
  EXPECT_EQ(parse_duration("0s").value(), Milliseconds{0});
}

TEST(Durations, InOtherSpellingsOrWithoutEndAreRefused) {
  for (const auto* bad : {"", "2", "h", "-2h", "+2h", "2 h", "2h ", "1h30m", "2.5h", "2H", "2w",
                          "36526d", "99999999999999999999s", "9223372036854775807d"}) {
    EXPECT_FALSE(parse_duration(bad)) << bad;
  }
  EXPECT_TRUE(parse_duration("36525d"));
}

TEST(TimesOfDay, AreHoursAndMinutes) {
  EXPECT_EQ(parse_time_of_day("22:00").value(), hours{22});
  EXPECT_EQ(parse_time_of_day("00:00").value(), Seconds{0});
  EXPECT_EQ(parse_time_of_day("23:59").value(), minutes{1439});
  for (const auto* bad : {"", "24:00", "7:00", "07:60", "07:00:00", "0700", "22:00 "}) {
    EXPECT_FALSE(parse_time_of_day(bad)) << bad;
  }
}

}  // namespace
}  // namespace anban
