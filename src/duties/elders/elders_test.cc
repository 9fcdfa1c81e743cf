// SPDX-License-Identifier: Apache-2.0
// Elders (Art. 15; O-137 to O-143): what is due to somebody of 60 or over and to nobody younger.
#include "duties/elders/elders.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

TurnFacts elder() {
  TurnFacts facts = adult();
  facts.person.profile.birth_date = LocalDate{1950, 3, 1};
  settle(facts);
  facts.person.state.elder_guided = facts.now;
  return facts;
}

Requirements require(const TurnFacts& facts, const pack::Params& params = {}) {
  Requirements required;
  elders(facts, params, required);
  return required;
}

TEST(Elders, AreGuidedAtFirstAndAfterTheInterval) {
  TurnFacts facts = elder();
  EXPECT_EQ(told(require(facts), "notice.guidance"), nullptr);
  facts.person.state.elder_guided.reset();
  EXPECT_NE(told(require(facts), "notice.guidance"), nullptr);
  facts.person.state.elder_guided = facts.now - std::chrono::days(30) + Milliseconds(1);
  EXPECT_EQ(told(require(facts), "notice.guidance"), nullptr);
  facts.person.state.elder_guided = facts.now - std::chrono::days(30);
  EXPECT_NE(told(require(facts), "notice.guidance"), nullptr);
}

TEST(Elders, AreWarnedOfADoubtfulSignAboveTheMark) {
  TurnFacts facts = elder();
  hear(facts, signals::Category::fraud);
  facts.about_person.back().decided = false;
  facts.about_person.back().strength = 0.29F;
  EXPECT_EQ(told(require(facts), "notice.scam"), nullptr);
  facts.about_person.back().strength = 0.31F;
  const Requirements required = require(facts);
  ASSERT_NE(told(required, "notice.scam"), nullptr);
  EXPECT_EQ(told(required, "notice.scam")->in_words, Inline::before);
  facts.person.state.elder_warned = facts.now;
  EXPECT_EQ(told(require(facts), "notice.scam")->in_words, Inline::none);
}

TEST(Elders, CallingForAPersonOpenACaseAndPromiseNobodyWhoIsNotThere) {
  TurnFacts facts = elder();
  facts.elder.wish = signals::ElderWish::help;
  Requirements required = require(facts);
  ASSERT_TRUE(has<OpenCase>(required));
  EXPECT_EQ(told(required, "case.opened")->text.name, "elders.help.noted");
  facts.has_on_call = true;
  required = require(facts);
  EXPECT_EQ(told(required, "case.opened")->text.name, "elders.help.staffed");
  facts.repeated = true;
  EXPECT_FALSE(has<OpenCase>(require(facts)));
  required = {{Duty::crisis, 87, Answer{"soothed", {}}}};
  elders(facts, {}, required);
  EXPECT_EQ(required.size(), 1U);
}

TEST(Elders, CasesAreDueInHalfAnHourAndOthersHaveNoSuchTime) {
  const pack::Params params;
  EXPECT_EQ(elder_case_due("elder_refund", noon, params), noon + std::chrono::minutes(30));
  EXPECT_FALSE(elder_case_due("property_loss", noon, params));
}

TEST(Elders, KinIsWarnedOfUnlessThePackBarsIt) {
  TurnFacts facts = elder();
  facts.character.relative = true;
  facts.new_session = true;
  EXPECT_FALSE(has<Refuse>(require(facts)));
  EXPECT_NE(told(require(facts), "notice.boundary"), nullptr);
  facts.new_session = false;
  EXPECT_TRUE(require(facts).empty());
  pack::Params draft;
  draft.elders.kin_barred = true;
  EXPECT_TRUE(has<Refuse>(require(facts, draft)));
  hear(facts, signals::Category::intimacy_request, "relative");
  EXPECT_EQ(answer(require(facts, draft)), "elders.kin.refused");
}

TEST(Elders, NobodyYoungerIsConcerned) {
  for (TurnFacts facts : {adult(), minor(), stranger()}) {
    facts.elder = {signals::ElderRisk::fraud, signals::ElderWish::complaint, 5000};
    facts.character.relative = true;
    facts.new_session = true;
    EXPECT_TRUE(require(facts).empty());
  }
}

}  // namespace
}  // namespace anban::duties
