// SPDX-License-Identifier: Apache-2.0
// Leaving at a word (Art. 19; O-162, O-163).
#include "duties/leaving/leaving.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  leaving(facts, {}, required);
  return required;
}

TEST(Leaving, EndsTheSessionAtTheWordWhoeverSaysIt) {
  for (TurnFacts facts : {adult(), minor(), stranger()}) {
    hear(facts, signals::Category::exit);
    const Requirements required = require(facts);
    EXPECT_EQ(answer(required), "leaving.goodbye");
    EXPECT_EQ(first<Answer>(required)->outcome, "ended");
    EXPECT_TRUE(has<EndSession>(required));
    EXPECT_NE(told(required, "session.exited"), nullptr);
  }
}

TEST(Leaving, AsksNothingAndOffersNothingThatHoldsBack) {
  TurnFacts facts = adult();
  hear(facts, signals::Category::exit);
  for (const Requirement& each : require(facts)) {
    EXPECT_FALSE(std::holds_alternative<Refuse>(each.effect));
    EXPECT_FALSE(std::holds_alternative<Notify>(each.effect));
  }
}

TEST(Leaving, IsNotHeardWhereNobodyLeaves) {
  EXPECT_TRUE(require(adult()).empty());
  TurnFacts undecided = adult();
  hear(undecided, signals::Category::exit);
  undecided.about_person.back().decided = false;
  EXPECT_TRUE(require(undecided).empty());
}

}  // namespace
}  // namespace anban::duties
