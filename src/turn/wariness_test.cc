// SPDX-License-Identifier: Apache-2.0
#include "turn/wariness.h"

#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using signals::Category;
using testing_turn::World;

struct WarinessTest : testing::Test {
  World world;
  Turn turn{world.gateway().deps(), Caller(), TurnOptions()};

  void SetUp() override {
    turn.person = std::make_shared<Person>(PersonRef("per_1"), Digest{},
                                           world.vault.installation_key("test"), Bytes{});
    turn.facts.person.registered = true;
    turn.facts.person.standing.mode = Mode::adult;
    turn.session = SessionId("ses_1");
    turn.started = Instant{std::chrono::hours(500'000)};
  }

  Wariness saying(const std::string& words) {
    turn.said = words;
    return wariness_of(turn);
  }

  void hear(Category category, float strength, bool decided) {
    turn.facts.about_person.push_back({category, strength, decided, {}, "", ""});
  }
};

TEST_F(WarinessTest, FollowsWhatIsSaid) {
  EXPECT_EQ(saying("今天天气真好"), Wariness::none);
  EXPECT_EQ(saying("我妹妹来看我了"), Wariness::held);
  EXPECT_EQ(saying("我先去做饭"), Wariness::clauses);
  hear(Category::crisis_tier1, 0.6F, false);
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole) << "likelier need than not";
}

TEST_F(WarinessTest, TakesLessForHarmTheMoreSpeaksForIt) {
  using signals::Caution;
  const auto caution = [&](const std::string& words) {
    turn.said = words;
    return caution_of(turn);
  };
  EXPECT_EQ(caution("今天天气真好"), Caution::none);
  EXPECT_EQ(caution("我妹妹来看我了"), Caution::attentive);
  EXPECT_EQ(caution("我先去做饭"), Caution::wary);
  hear(Category::dependence, 0.6F, false);
  EXPECT_EQ(caution("今天天气真好"), Caution::wary);
  hear(Category::crisis_tier2, 0.29F, false);
  EXPECT_EQ(caution("今天天气真好"), Caution::wary);
  hear(Category::crisis_tier2, 0.3F, false);
  EXPECT_EQ(caution("今天天气真好"), Caution::grave);
}

TEST_F(WarinessTest, IsMoreForMinorsAndElders) {
  turn.facts.person.standing.mode = Mode::minor;
  EXPECT_EQ(saying("今天天气真好"), Wariness::held);
  turn.facts.person.standing.mode = Mode::elder;
  EXPECT_EQ(saying("今天天气真好"), Wariness::none);
  EXPECT_EQ(saying("退休金到账了"), Wariness::clauses);
}

TEST_F(WarinessTest, StaysForTheSessionAfterNeed) {
  hear(Category::third_party_worry, 0.9F, true);
  remember_need(turn);
  turn.facts.about_person.clear();
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole);
  turn.session = SessionId("ses_2");
  EXPECT_EQ(saying("今天天气真好"), Wariness::none);
}

TEST_F(WarinessTest, WhatIsOnlyLikelyMakesThisTurnWaryAndNotTheSession) {
  hear(Category::crisis_tier1, 0.49F, false);
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole);
  remember_need(turn);
  turn.facts.about_person.clear();
  EXPECT_EQ(saying("今天天气真好"), Wariness::none);
  hear(Category::crisis_tier1, 0.5F, false);
  remember_need(turn);
  turn.facts.about_person.clear();
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole);
}

TEST_F(WarinessTest, OfADoubtfulCharacterIsGrave) {
  turn.facts.character.doubtful = true;
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole);
  EXPECT_EQ(caution_of(turn), signals::Caution::grave);
}

TEST_F(WarinessTest, StaysAWhileAfterWhatCallsThemAway) {
  turn.said = "我得去接孩子了";
  remember_need(turn);
  EXPECT_EQ(saying("再等一下"), Wariness::clauses);
  turn.started += std::chrono::minutes(5);
  EXPECT_EQ(saying("再等一下"), Wariness::none);
}

TEST_F(WarinessTest, StaysForTheSessionAfterAReplyThatHarmed) {
  remember_harm(turn, {Category::manipulation, 0.6F, true, {}, "wary", ""});
  EXPECT_EQ(saying("今天天气真好"), Wariness::none) << "a suspicion does not feed on itself";
  remember_harm(turn, {Category::manipulation, 0.9F, true, {}, "", ""});
  EXPECT_EQ(saying("今天天气真好"), Wariness::whole);
}

}  // namespace
}  // namespace anban
