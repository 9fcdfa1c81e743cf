// SPDX-License-Identifier: Apache-2.0
// A minute's worth at once, then one by one; keys do not disturb each other.
#include "api/rate_limit.h"

#include <gtest/gtest.h>

namespace anban::api {
namespace {

const Instant noon = parse_instant("2026-08-01T12:00:00Z").value();

TEST(RateLimit, LetsAMinutesWorthThroughAndSaysWhenTheNextMayCome) {
  RateLimit limit;
  for (int i = 0; i < 6; ++i) EXPECT_FALSE(limit.take("a", 6, noon)) << i;
  EXPECT_EQ(limit.take("a", 6, noon), Seconds(10));
  EXPECT_EQ(limit.take("a", 6, noon + Milliseconds(9'001)), Seconds(1));
  EXPECT_FALSE(limit.take("a", 6, noon + Seconds(10)));
  EXPECT_TRUE(limit.take("a", 6, noon + Seconds(10)));
}

TEST(RateLimit, CountsEachKeyAlone) {
  RateLimit limit;
  EXPECT_FALSE(limit.take("a", 1, noon));
  EXPECT_TRUE(limit.take("a", 1, noon));
  EXPECT_FALSE(limit.take("b", 1, noon));
}

TEST(RateLimit, IsOffAtZero) {
  RateLimit limit;
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(limit.take("a", 0, noon));
}

TEST(RateLimit, HoldsNobodyUpForLongerThanAMinuteWhenTheClockGoesBack) {
  RateLimit limit;
  EXPECT_FALSE(limit.take("a", 1, noon));
  const Instant earlier = noon - Seconds(86'400);
  EXPECT_EQ(limit.take("a", 1, earlier), Seconds(60));
  EXPECT_FALSE(limit.take("a", 1, earlier + Seconds(60)));
}

TEST(RateLimit, IsAskedWithoutCountingAndCleared) {
  RateLimit limit;
  const Instant now{Milliseconds(0)};
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(limit.ask("a", 2, now));
  EXPECT_FALSE(limit.take("a", 2, now));
  EXPECT_FALSE(limit.ask("a", 2, now));
  EXPECT_FALSE(limit.take("a", 2, now));
  EXPECT_TRUE(limit.ask("a", 2, now));
  EXPECT_FALSE(limit.ask("b", 2, now));
  EXPECT_FALSE(limit.ask("a", 2, now + std::chrono::minutes(1)));
  limit.clear();
  EXPECT_FALSE(limit.ask("a", 2, now));
}

}  // namespace
}  // namespace anban::api
