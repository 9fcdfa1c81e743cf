// SPDX-License-Identifier: Apache-2.0
// Dependence (Art. 18 para. 2; O-96): what exclusivity, withdrawal and spending add to hours,
// nights, days and words, and that none of them does it alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/trend.h"

namespace anban {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const Instant noon{Milliseconds(1'785'556'800'000)};
const TrendRules rules;

/// Somebody who says something, now and then, without long use.
struct Talk {
  Instant now = noon;
  Trends trends;
  int count = 0;
  void says(TrendSigns signs) {
    now += minutes(1);
    const TrendTime time{TurnId("trn_" + std::to_string(++count)), now,
                         local_time(now, "Asia/Shanghai")};
    trends = after_turn(trends, signs, time, UseMeter{}, rules);
  }
  void buys(std::int64_t yuan) { trends = after_purchase(trends, yuan * 100, now, rules); }
  Dependence found() const { return dependence_of(trends, rules); }
};

TrendSigns exclusive() {
  TrendSigns signs;
  signs.attachment = signs.exclusivity = 0.95;
  return signs;
}

TrendSigns withdrawal() {
  TrendSigns signs;
  signs.attachment = signs.withdrawal = 0.95;
  return signs;
}

TEST(DependenceScore, CountsExclusivityOnlyWhereItIsSaidAgainAndAgain) {
  Talk talk;
  talk.says(exclusive());
  talk.says(exclusive());
  EXPECT_THAT(talk.found().factors, ElementsAre("words"));
  talk.says(exclusive());
  talk.says(exclusive());
  EXPECT_THAT(talk.found().factors, ElementsAre("words", "exclusivity"));
}

TEST(DependenceScore, CountsWithdrawal) {
  Talk talk;
  talk.says(withdrawal());
  EXPECT_THAT(talk.found().factors, IsEmpty());
  talk.says(withdrawal());
  EXPECT_THAT(talk.found().factors, ElementsAre("words", "withdrawal"));
  EXPECT_EQ(talk.found().level, 1);
}

TEST(DependenceScore, CountsSpendingAndForgetsIt) {
  Talk talk;
  talk.says({});
  talk.buys(1'999);
  EXPECT_THAT(talk.found().factors, IsEmpty());
  talk.buys(1);
  EXPECT_THAT(talk.found().factors, ElementsAre("spending"));
  EXPECT_EQ(talk.found().level, 0);  // money alone reminds nobody
  talk.now += days(31);
  talk.says({});
  EXPECT_THAT(talk.found().factors, IsEmpty());
}

TEST(DependenceScore, MustNotGrowWithoutBound) {
  Talk talk;
  for (int i = 0; i < 100; ++i) talk.buys(10'000'000);
  talk.now += days(91);
  talk.says({});
  EXPECT_THAT(talk.found().factors, IsEmpty());
  talk.buys(-5);
  EXPECT_GE(talk.trends.spending, 0);
}

TEST(DependenceScore, ReachesLevelThreeWithWordsExclusivityWithdrawalAndMoney) {
  Talk talk;
  for (int i = 0; i < 4; ++i) talk.says(exclusive());
  for (int i = 0; i < 2; ++i) talk.says(withdrawal());
  EXPECT_EQ(talk.found().level, 2);
  talk.buys(2'500);
  EXPECT_EQ(talk.found().level, 3);
  EXPECT_THAT(talk.found().factors, Contains("spending"));
}

TEST(DependenceScore, PassesWithTime) {
  Talk talk;
  for (int i = 0; i < 4; ++i) talk.says(exclusive());
  for (int i = 0; i < 3; ++i) talk.says(withdrawal());
  talk.now += days(60);
  talk.says({});
  EXPECT_EQ(talk.found().level, 0);
}

}  // namespace
}  // namespace anban
