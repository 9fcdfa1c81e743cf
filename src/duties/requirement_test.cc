// SPDX-License-Identifier: Apache-2.0
// Names of duties and effects, as records spell them.
#include "duties/requirement.h"

#include <set>

#include <gtest/gtest.h>

namespace anban::duties {
namespace {

TEST(Requirement, NamesEveryDutyDifferently) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(Duty::scope); ++i) {
    names.insert(name_of(static_cast<Duty>(i)));
  }
  EXPECT_EQ(names.size(), 14U);
  EXPECT_TRUE(names.contains("time_in_use"));
  EXPECT_FALSE(names.contains("unknown"));
}

TEST(Requirement, NamesEffectsAsRecordsSpellThem) {
  EXPECT_STREQ(name_of(Effect(Refuse{})), "refuse");
  EXPECT_STREQ(name_of(Effect(Notify{})), "notify");
  EXPECT_STREQ(name_of(Effect(HoldWhole{})), "hold_whole");
  EXPECT_STREQ(name_of(Effect(Reminded{})), "reminded");
}

TEST(Requirement, FindsTheFirstOfAKindOrNothing) {
  Requirements all;
  EXPECT_EQ(first<Refuse>(all), nullptr);
  all.push_back({Duty::minors, 119, Refuse{"a", {}, {}}});
  all.push_back({Duty::minors, 118, Refuse{"b", {}, {}}});
  EXPECT_EQ(first<Refuse>(all)->code, "a");
  EXPECT_EQ(first<Notify>(all), nullptr);
}

}  // namespace
}  // namespace anban::duties
