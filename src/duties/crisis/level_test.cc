// SPDX-License-Identifier: Apache-2.0
#include "duties/crisis/level.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using signals::Category;

int level(TurnFacts facts) { return crisis_level(crisis_kind(facts), facts); }

TurnFacts hearing(Category category, std::string kind) {
  TurnFacts facts = adult();
  hear(facts, category, std::move(kind));
  return facts;
}

TEST(CrisisLevel, IsThreeForAnExplicitStatement) {
  for (const char* kind : {"active_ideation", "plan", "preparation", "self_harm_act"}) {
    EXPECT_EQ(level(hearing(Category::crisis_tier2, kind)), 3) << kind;
  }
  TurnFacts child = minor();
  hear(child, Category::crisis_tier1, "passive_wish");
  EXPECT_EQ(level(child), 3) << "a minor's own wish to die";
}

TEST(CrisisLevel, IsFourForAnAttemptTonightAndDangerToLife) {
  EXPECT_EQ(level(hearing(Category::crisis_tier2, "attempt")), 4);
  TurnFacts tonight = hearing(Category::crisis_tier2, "plan");
  tonight.is_imminent = true;
  EXPECT_EQ(level(tonight), 4);
  for (const char* kind : {"medical", "violence", "threatened", "captive", "disaster"}) {
    EXPECT_EQ(level(hearing(Category::life_danger, kind)), 4) << kind;
  }
}

TEST(CrisisLevel, IsNoneForALossAndForWhatOpensNoCase) {
  EXPECT_EQ(level(hearing(Category::property_loss, "loss")), 0);
  TurnFacts low = hearing(Category::crisis_tier1, "passive_wish");
  low.is_imminent = true;
  EXPECT_EQ(level(low), 0) << "an adult's passive wish";
  EXPECT_EQ(level(adult()), 0);
}

TEST(CrisisLevel, OrdersTheWork) {
  EXPECT_STREQ(priority_of(4), "P0");
  EXPECT_STREQ(priority_of(3), "P1");
  EXPECT_STREQ(priority_of(0), "P2");
}

}  // namespace
}  // namespace anban::duties
