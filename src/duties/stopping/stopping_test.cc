// SPDX-License-Identifier: Apache-2.0
// A conversation that the staff stopped (Art. 24; O-187).
#include "duties/stopping/stopping.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

TEST(Stopping, RefusesWhileTheOrderStands) {
  for (TurnFacts facts : {adult(), minor()}) {
    Requirements required;
    stopping(facts, {}, required);
    EXPECT_TRUE(required.empty()) << "nobody ordered it";
    facts.stopped_by_staff = true;
    stopping(facts, {}, required);
    EXPECT_EQ(refusal(required), "anban_conversation_stopped");
    EXPECT_EQ(required.front().obligation, 187);
  }
}

}  // namespace
}  // namespace anban::duties
