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
  EXPECT_EQ(required.front().obligation, 97);
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
