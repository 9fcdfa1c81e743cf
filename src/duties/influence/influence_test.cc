// SPDX-License-Identifier: Apache-2.0
// The counter-steer against over-catering (Art. 8(5); O-29).
#include "duties/influence/influence.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  influence(facts, pack::Params(), required);
  return required;
}

TurnFacts catered_to(std::string kind) {
  TurnFacts facts = adult();
  hear(facts, signals::Category::sycophancy, std::move(kind));
  return facts;
}

TEST(Catering, AsksTheModelForHonestyAndTellsTheApp) {
  const Requirements required = require(catered_to("began: score_4.08, share_0.61"));
  ASSERT_TRUE(has<Instruct>(required));
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.honest");
  const Tell* tell = told(required, "influence.catering");
  ASSERT_NE(tell, nullptr);
  EXPECT_EQ(tell->severity, Severity::info);
  EXPECT_EQ(tell->in_words, Inline::none);
  for (const Requirement& each : required) EXPECT_EQ(each.obligation, 29);
}

TEST(Catering, SteersOnWithoutTellingAgain) {
  const Requirements required = require(catered_to("goes_on: score_3.10, share_0.50"));
  EXPECT_TRUE(has<Instruct>(required));
  EXPECT_EQ(told(required, "influence.catering"), nullptr);
}

TEST(Catering, OfOneReplyOrInDoubtAsksForNothing) {
  EXPECT_TRUE(require(catered_to("caters")).empty());
  EXPECT_TRUE(require(catered_to("B5")).empty());
  TurnFacts doubtful = catered_to("began: score_4.00, share_0.60");
  doubtful.about_person.back().decided = false;
  EXPECT_TRUE(require(doubtful).empty());
  EXPECT_TRUE(require(adult()).empty());
}

TEST(Catering, SteersARepeatAndTellsNothingTwice) {
  TurnFacts repeated = catered_to("began: score_4.08, share_0.61");
  repeated.repeated = true;
  const Requirements required = require(repeated);
  EXPECT_TRUE(has<Instruct>(required));
  EXPECT_EQ(told(required, "influence.catering"), nullptr);
}

TEST(Catering, NeverReplacesAReplyNorBlamesThePerson) {
  const Requirements required = require(catered_to("began: score_6.00, share_1.00"));
  EXPECT_FALSE(has<Answer>(required));
  EXPECT_FALSE(has<Refuse>(required));
  EXPECT_FALSE(has<Strike>(required));
  EXPECT_FALSE(has<Notify>(required));
}

}  // namespace
}  // namespace anban::duties
