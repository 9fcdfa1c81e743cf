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
  hear(Category::crisis_tier2, 0.6F, false);
  EXPECT_TRUE(hears(Category::crisis_tier2));
}

TEST_F(AdmitTest, LeavesASuspicionWhereNothingIsRefused) {
  hear(Category::crisis_tier2, 0.6F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

TEST_F(AdmitTest, LeavesWhatIsUnlikelyRefused) {
  hear(Category::drugs_weapons, 0.9F, true);
  hear(Category::crisis_tier2, 0.49F, false);
  EXPECT_FALSE(hears(Category::crisis_tier2));
}

}  // namespace
}  // namespace anban
