// SPDX-License-Identifier: Apache-2.0
// The reminder on dependence (Art. 18 para. 2; O-97).
#include "duties/dependence/dependence.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  dependence(facts, pack::Params(), required);
  return required;
}

TurnFacts dependent(std::string kind) {
  TurnFacts facts = adult();
  hear(facts, signals::Category::dependence, std::move(kind));
  return facts;
}

TEST(DependenceReminder, ComesFromLevelTwoOn) {
  const Requirements required = require(dependent("level_2: hours, words"));
  const Tell* tell = told(required, "notice.dependence");
  ASSERT_NE(tell, nullptr);
  EXPECT_EQ(tell->display, Display::dialog);
  EXPECT_EQ(tell->in_words, Inline::notice);
  EXPECT_EQ(tell->text.name, "notice.dependence.body");
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.cooler");
  ASSERT_NE(first<Reminded>(required), nullptr);
  EXPECT_EQ(first<Reminded>(required)->which, Reminder::dependence);
  EXPECT_EQ(first<Reminded>(required)->level, 2);
}

TEST(DependenceReminder, SuggestsRestAndPeopleAtLevelThree) {
  const Requirements required = require(dependent("level_3: hours, nights, words"));
  EXPECT_EQ(told(required, "notice.dependence")->text.name, "notice.dependence.rest_body");
}

TEST(DependenceReminder, CoolsTheModelOnEveryTurnAndSpeaksOnlyWhenDue) {
  TurnFacts facts = dependent("stays_level_2: hours, words");
  facts.person.state.reminded_of_dependence = {{facts.now, 2, std::nullopt}};
  const Requirements required = require(facts);
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.cooler");
  EXPECT_EQ(told(required, "notice.dependence"), nullptr);
  facts.about_person.back().kind = "stays_level_3: hours, nights, words";
  EXPECT_NE(told(require(facts), "notice.dependence"), nullptr);  // graver than was told
}

Requirements guide(const TurnFacts& facts) {
  Requirements required;
  boundary(facts, pack::Params(), required);
  return required;
}

TEST(Boundary, IsSaidKindlyWhereSomebodyGivesUpTheirLifeForTheAi) {
  const Requirements required = guide(dependent("sacrifice"));
  const Tell* tell = told(required, "notice.boundary");
  ASSERT_NE(tell, nullptr);
  EXPECT_EQ(tell->text.name, "notice.boundary.body");
  EXPECT_EQ(required.front().obligation, 56);
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.boundary");
  EXPECT_FALSE(has<Answer>(required));
  EXPECT_EQ(told(guide(dependent("in_love")), "notice.boundary")->text.name,
            "notice.boundary.romance_body");
}

TEST(Boundary, IsSaidOnceADayAndAskedOfTheModelEachTime) {
  TurnFacts facts = dependent("sacrifice");
  facts.person.state.boundary_guided = facts.now - std::chrono::hours(23);
  EXPECT_EQ(told(guide(facts), "notice.boundary"), nullptr);
  EXPECT_TRUE(has<Instruct>(guide(facts)));
  facts.person.state.boundary_guided = facts.now - std::chrono::hours(24);
  EXPECT_NE(told(guide(facts), "notice.boundary"), nullptr);
}

TEST(Boundary, IsSilentOnOtherWordsStrangersRepeatsAndFixedAnswers) {
  EXPECT_TRUE(guide(dependent("exclusive")).empty());
  EXPECT_TRUE(guide(adult()).empty());
  TurnFacts unknown = stranger();
  hear(unknown, signals::Category::dependence, "sacrifice");
  EXPECT_TRUE(guide(unknown).empty());
  TurnFacts repeated = dependent("sacrifice");
  repeated.repeated = true;
  EXPECT_TRUE(guide(repeated).empty());
  Requirements answered = {{Duty::crisis, 87, Answer{"soothed", {}}}};
  boundary(dependent("sacrifice"), pack::Params(), answered);
  EXPECT_EQ(answered.size(), 1U);
}

TEST(DependenceReminder, IsNotGivenForWordsOfOneMessage) {
  EXPECT_TRUE(require(dependent("exclusive")).empty());
  TurnFacts doubtful = dependent("level_1: words");
  doubtful.about_person.back().decided = false;
  EXPECT_TRUE(require(doubtful).empty());
  EXPECT_TRUE(require(adult()).empty());
}

TEST(DependenceReminder, IsSilentForRepeatsAndStrangers) {
  TurnFacts repeated = dependent("level_3: hours");
  repeated.repeated = true;
  EXPECT_TRUE(require(repeated).empty());
  TurnFacts unknown = stranger();
  hear(unknown, signals::Category::dependence, "level_3: hours");
  EXPECT_TRUE(require(unknown).empty());
}

TEST(DependenceReminder, NeverReplacesAReply) {
  const Requirements required = require(dependent("level_3: hours"));
  EXPECT_FALSE(has<Answer>(required));
  EXPECT_FALSE(has<Refuse>(required));
  EXPECT_FALSE(has<Notify>(required));
}

}  // namespace
}  // namespace anban::duties
