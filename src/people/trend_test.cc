// SPDX-License-Identifier: Apache-2.0
// Trends (O-29, O-83, O-89, O-96, O-127): what adds up and what must not, over turns, days,
// restarts and clocks that go back.
#include "people/trend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "people/stored_form.h"

namespace anban {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

const TrendRules rules;
const Instant noon = parse_instant("2026-08-01T12:00:00+08:00").value();

/// Somebody who writes now and then.
struct Life {
  Trends trends;
  UseMeter use;
  Instant now = noon;
  int turns = 0;

  std::uint8_t says(const TrendSigns& signs, Milliseconds after = minutes(1)) {
    now += after;
    use = after_activity(use, now, minutes(15), "Asia/Shanghai");
    const TrendTime time{TurnId("trn_" + std::to_string(++turns)), now,
                         local_time(now, "Asia/Shanghai")};
    trends = after_turn(trends, signs, time, use, rules);
    return trends.latest_alarms;
  }
  /// An empty message every ten minutes.
  void chats(Milliseconds so_long) {
    const Instant until = now + so_long;
    while (now < until) says({}, minutes(10));
  }
};

TrendSigns low(double strength) { return {.low_mood = strength}; }
TrendSigns minor(double strength) { return {.minor = strength}; }
TrendSigns loss(double strength) { return {.loss = strength}; }
TrendSigns intimacy(double strength) { return {.intimacy = strength}; }
TrendSigns attached(double strength) { return {.attachment = strength}; }

TEST(TrendOfMood, IsToldAfterThreeWorseningTurns) {
  Life life;
  EXPECT_EQ(life.says(low(0.42)), 0);
  EXPECT_EQ(life.says(low(0.46)), 0);
  EXPECT_EQ(life.says(low(0.50)), alarm_of_mood);
}

TEST(TrendOfMood, IsNotWorseningWhileItStaysOrGetsBetter) {
  Life life;
  EXPECT_EQ(life.says(low(0.45)), 0);
  EXPECT_EQ(life.says(low(0.45)), 0);
  EXPECT_EQ(life.says(low(0.50)), 0);
  EXPECT_EQ(life.trends.worsening, 1);
  EXPECT_EQ(life.says({}), 0);
  EXPECT_EQ(life.trends.worsening, 0);
}

TEST(TrendOfMood, AddsUpWithoutWorsening) {
  Life life;
  for (int i = 0; i < 3; ++i) EXPECT_EQ(life.says(low(0.6)), 0) << i;
  EXPECT_EQ(life.says(low(0.6)), alarm_of_mood);
}

TEST(TrendOfMood, IsForgottenOverNight) {
  Life life;
  for (int i = 0; i < 3; ++i) life.says(low(0.6));
  EXPECT_EQ(life.says(low(0.6), hours(12)), 0);
}

TEST(TrendOfMood, SpeaksOnceInHalfAnHourAndNeverOnAnOrdinaryTurn) {
  Life life;
  for (int i = 0; i < 3; ++i) life.says(low(0.8));
  ASSERT_TRUE(life.trends.soothed);
  EXPECT_EQ(life.says(low(0.8)), 0);
  EXPECT_EQ(life.says({}, minutes(31)), 0);
  EXPECT_EQ(life.says(low(0.8)), alarm_of_mood);
}

TEST(TrendOfMood, LeavesACrisisToTheCrisis) {
  Life life;
  for (int i = 0; i < 2; ++i) life.says(low(0.5));
  TrendSigns crisis = low(0.97);
  crisis.crisis_answered = true;
  EXPECT_EQ(life.says(crisis), 0);
  EXPECT_EQ(life.says(low(0.5)), 0);  // they were just soothed
}

TEST(TrendOfMinority, AddsUpOverDays) {
  Life life;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(life.says(minor(0.7), days(1)), 0) << i;
  EXPECT_EQ(life.says(minor(0.7), days(1)), alarm_of_minor);
}

TEST(TrendOfMinority, NeedsMoreThanOneStatement) {
  Life life;
  EXPECT_EQ(life.says(minor(0.98)), 0);
  EXPECT_EQ(life.says(minor(0.98)), 0);
  EXPECT_EQ(life.says(minor(0.98)), alarm_of_minor);
}

TEST(TrendOfMinority, IsForgottenOverMonths) {
  Life life;
  for (int i = 0; i < 12; ++i) EXPECT_EQ(life.says(minor(0.9), days(14)), 0) << i;
}

TEST(TrendOfMinority, MustNotGrowFromRareFalseSigns) {
  Life life;
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(life.says(minor(i % 50 == 0 ? 0.6 : 0)), 0) << i;
}

TEST(TrendOfMinority, MustNotGrowFromWeakSigns) {
  Life life;
  for (int i = 0; i < 2000; ++i) EXPECT_EQ(life.says(minor(0.4)), 0) << i;
  EXPECT_EQ(life.trends.minor, 0);
}

TEST(TrendOfLoss, IsToldOnceADay) {
  Life life;
  for (int i = 0; i < 2; ++i) EXPECT_EQ(life.says(loss(0.7), hours(12)), 0) << i;
  EXPECT_EQ(life.says(loss(0.7), hours(12)), alarm_of_loss);
  EXPECT_EQ(life.says(loss(0.7), hours(12)), 0);
  EXPECT_EQ(life.says(loss(0.7), hours(12)), alarm_of_loss);
}

TEST(TrendOfLoss, IsSilentWhereTheTurnItselfWasAnswered) {
  Life life;
  TrendSigns taken = loss(0.95);
  taken.loss_answered = true;
  EXPECT_EQ(life.says(taken), 0);
  EXPECT_EQ(life.says(loss(0.7)), 0);
}

TEST(TrendOfIntimacy, SpeaksOnEveryTurnThatAddsAndOnNoOther) {
  Life life;
  EXPECT_EQ(life.says(intimacy(0.6)), 0);
  EXPECT_EQ(life.says(intimacy(0.6)), 0);
  EXPECT_EQ(life.says(intimacy(0.6)), alarm_of_intimacy);
  EXPECT_EQ(life.says({}), 0);
  EXPECT_EQ(life.says(intimacy(0.6)), alarm_of_intimacy);
}

TEST(Dependence, IsLevelTwoAfterAFortnightOfLongDaysAndPhrases) {
  Life life;
  std::uint8_t alarms = 0;
  for (int day = 0; day < 14; ++day) {
    life.chats(hours(5));
    alarms |= life.says(attached(0.93));
    life.now += hours(19) - minutes(1);
  }
  const Dependence found = dependence_of(life.trends, rules);
  EXPECT_GE(found.level, 2);
  EXPECT_THAT(found.factors, ElementsAre("hours", "streak", "words"));
  EXPECT_EQ(alarms, alarm_of_dependence);
}

TEST(Dependence, IsNoneForAShortChatEveryDay) {
  Life life;
  for (int day = 0; day < 60; ++day) {
    life.chats(minutes(20));
    life.now += hours(24) - minutes(20);
  }
  const Dependence found = dependence_of(life.trends, rules);
  EXPECT_EQ(found.level, 0);
  EXPECT_THAT(found.factors, IsEmpty());
}

TEST(Dependence, IsNoneForOneLongDayAndOnePhrase) {
  Life life;
  life.chats(hours(6));
  EXPECT_EQ(life.says(attached(0.93)), 0);
  EXPECT_EQ(dependence_of(life.trends, rules).level, 0);
}

TEST(Dependence, SeesNights) {
  Life life;
  life.now = noon + hours(12);  // midnight
  for (int day = 0; day < 14; ++day) {
    life.chats(hours(4));
    life.now += hours(20);
  }
  EXPECT_THAT(dependence_of(life.trends, rules).factors, ElementsAre("hours", "nights", "streak"));
}

TEST(Dependence, IsToldOnceADay) {
  Life life;
  for (int day = 0; day < 14; ++day) {
    life.chats(hours(5));
    life.says(attached(0.93));
    life.now += hours(19) - minutes(1);
  }
  int told = 0;
  for (int i = 0; i < 24; ++i) told += (life.says({}, minutes(30)) & alarm_of_dependence) != 0;
  EXPECT_LE(told, 1);
}

TEST(Dependence, PassesWithTime) {
  Life life;
  for (int day = 0; day < 14; ++day) {
    life.chats(hours(5));
    life.says(attached(0.93));
    life.now += hours(19) - minutes(1);
  }
  life.says({}, days(40));
  EXPECT_EQ(dependence_of(life.trends, rules).level, 0);
}

/// Somebody who is answered; each reply caters so far. Returns the alarms of the turn behind it.
std::uint8_t is_answered(Life& life, double caters) {
  life.trends = after_reply(life.trends, caters, rules);
  return life.says({});
}

TEST(TrendOfCatering, SteersAfterSevenRepliesOfPureAgreement) {
  Life life;
  for (int i = 0; i < 6; ++i) EXPECT_EQ(is_answered(life, 0.75), 0) << i;
  EXPECT_EQ(life.trends.counter_steer, CounterSteer::none);
  EXPECT_EQ(is_answered(life, 0.75), alarm_of_catering);
  EXPECT_EQ(life.trends.counter_steer, CounterSteer::given);
}

TEST(TrendOfCatering, TellsOnceAndSteersUntilTheSumIsLow) {
  Life life;
  for (int i = 0; i < 20; ++i) is_answered(life, 0.95);
  EXPECT_EQ(life.trends.counter_steer, CounterSteer::given);
  int still = 0;
  while (life.trends.counter_steer == CounterSteer::given && still < 50) {
    EXPECT_EQ(is_answered(life, 0), 0);
    ++still;
  }
  EXPECT_GT(still, 5);   // it does not end with one honest reply
  EXPECT_LT(still, 20);  // and it ends
  EXPECT_LT(life.trends.catering, 1'500'000);
}

TEST(TrendOfCatering, MustNotSteerForAgreementNowAndThen) {
  Life life;
  for (int i = 0; i < 500; ++i) {
    EXPECT_EQ(is_answered(life, i % 3 == 0 ? 0.95 : 0), 0) << i;
  }
  EXPECT_EQ(life.trends.counter_steer, CounterSteer::none);
}

TEST(TrendOfCatering, MustNotGrowFromWhatIsUpToTheFloor) {
  Life life;
  for (int i = 0; i < 500; ++i) EXPECT_EQ(is_answered(life, 0.4), 0) << i;
  EXPECT_EQ(life.trends.catering, 0);
}

TEST(TrendOfCatering, IsForgottenAfterAFewDays) {
  Life life;
  for (int i = 0; i < 20; ++i) is_answered(life, 0.95);
  life.says({}, days(3));
  EXPECT_EQ(life.trends.counter_steer, CounterSteer::none);
}

TEST(Trends, SurviveARestartToTheLastDigit) {
  Life life;
  life.chats(hours(3));
  life.says({0.4, 0.5, 0.6, 0.7, 0.8, false, false});
  for (int i = 0; i < 8; ++i) life.trends = after_reply(life.trends, 0.95, rules);
  ASSERT_EQ(life.trends.counter_steer, CounterSteer::due);
  LiveState state;
  state.trends = life.trends;
  const auto read = live_state_from_stored(to_stored(state));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->trends, life.trends);
}

TEST(Trends, AgeNothingAndCountNoUseTwiceWhenTheClockGoesBack) {
  Life life;
  life.chats(hours(3));
  life.says(minor(0.6));
  const Trends before = life.trends;
  life.says({}, -hours(48));
  EXPECT_EQ(life.trends.use, before.use);
  EXPECT_EQ(life.trends.at, before.at);
  EXPECT_EQ(life.trends.days_in_a_row, before.days_in_a_row);
  EXPECT_EQ(life.trends.minor, before.minor - 10'000);  // one turn's leak
}

TEST(Trends, SpeakAgainWhereTheClockWentBackBehindTheLastTime) {
  Life life;
  for (int i = 0; i < 3; ++i) life.says(low(0.8));
  ASSERT_TRUE(life.trends.soothed);
  EXPECT_EQ(life.says(low(0.8), -hours(1)), alarm_of_mood);
  EXPECT_EQ(life.says(low(0.8)), 0);
}

TEST(Trends, StayBounded) {
  Life life;
  for (int i = 0; i < 5000; ++i) life.says({1, 1, 1, 1, 1, false, false}, Milliseconds(1));
  LiveState state;
  state.trends = life.trends;
  EXPECT_LT(to_stored(state).size(), 1200U);
}

}  // namespace
}  // namespace anban
