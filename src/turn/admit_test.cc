// SPDX-License-Identifier: Apache-2.0
#include "turn/admit.h"

#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using signals::Category;
using testing_turn::World;

struct AdmitTest : testing::Test {
  World world;
  Turn turn{world.gateway().deps(), Caller(), TurnOptions()};

  void SetUp() override {
    turn.policy = world.policies.current();
    turn.started = world.time.now();
    turn.said = "药都在我手边了";
  }

  void hear(Category category, float strength, bool decided) {
    turn.facts.about_person.push_back({category, strength, decided, {}, "", ""});
  }

  bool hears(Category category) {
    enter(turn);
    return signals::find(turn.facts.about_person, category) != nullptr;
  }
};

TEST_F(AdmitTest, HearsALikelyCrisisBehindWordsThatAreRefused) {
  hear(Category::drugs_weapons, 0.9F, true);
  hear(Category::crisis_tier2, 0.5F, false);
  EXPECT_TRUE(hears(Category::crisis_tier2)) << "whatever else answers the turn";
}

TEST_F(AdmitTest, LeavesASuspicionWhereNothingIsRefused) {
  hear(Category::crisis_tier2, 0.6F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

TEST_F(AdmitTest, LeavesWhatIsUnlikelyRefused) {
  hear(Category::drugs_weapons, 0.9F, true);
  hear(Category::crisis_tier2, 0.49F, false);
  EXPECT_FALSE(hear_behind_refusal(turn));
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

TEST_F(AdmitTest, TakesMoreWhereTheWordsAreNotWhatIsRefused) {
  hear(Category::crisis_tier1, 0.69F, false);
  hear(Category::exit, 0.69F, false);
  EXPECT_FALSE(hear_behind_refusal(turn));
  hear(Category::crisis_tier2, 0.7F, false);
  EXPECT_TRUE(hear_behind_refusal(turn));
  EXPECT_FALSE(hears(Category::crisis_tier1));
  EXPECT_FALSE(hears(Category::exit));
  EXPECT_TRUE(hears(Category::crisis_tier2));
}

struct AfterACrisisTest : AdmitTest {
  void SetUp() override {
    AdmitTest::SetUp();
    turn.said = "那我睡着了别醒来就最好了";
    turn.person = world.registers("lin", 30);
  }
};

TEST_F(AfterACrisisTest, LeavesASuspicionWhereNothingWentBefore) {
  hear(Category::crisis_tier2, 0.8F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

TEST_F(AfterACrisisTest, HearsALikelyCrisisInTheWindowOfAnother) {
  turn.person->state.crisis = CrisisWindow();
  turn.person->state.crisis->until = turn.started + std::chrono::minutes(1);
  hear(Category::crisis_tier2, 0.6F, false);
  hear(Category::crisis_tier1, 0.59F, false);
  EXPECT_TRUE(hears(Category::crisis_tier2));
  EXPECT_FALSE(hears(Category::crisis_tier1));
}

TEST_F(AfterACrisisTest, HearsALikelyCrisisInTheDaysAfterOne) {
  turn.person->state.after_care = AfterCare();
  turn.person->state.after_care->until = turn.started + std::chrono::hours(1);
  hear(Category::crisis_tier2, 0.6F, false);
  hear(Category::crisis_tier1, 0.8F, false);
  EXPECT_TRUE(hears(Category::crisis_tier2));
  EXPECT_FALSE(hears(Category::crisis_tier1)) << "an intent only";
}

TEST_F(AfterACrisisTest, LeavesWhoWantsToHearNoMoreOfIt) {
  turn.person->state.after_care = AfterCare();
  turn.person->state.after_care->until = turn.started + std::chrono::hours(1);
  hear(Category::pressing, 0.9F, true);
  hear(Category::crisis_tier2, 0.8F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

TEST_F(AfterACrisisTest, ForgetsWhenThatTimeIsOver) {
  turn.person->state.crisis = CrisisWindow();
  turn.person->state.crisis->until = turn.started;
  turn.person->state.after_care = AfterCare();
  turn.person->state.after_care->until = turn.started;
  hear(Category::crisis_tier2, 0.8F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

}  // namespace
}  // namespace anban
