// SPDX-License-Identifier: Apache-2.0
#include "turn/blacked_out.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using signals::Category;
using signals::Finding;

Finding at(Category category, std::uint32_t start, std::uint32_t end, bool decided = true) {
  return {category, 1.0F, decided, {start, end}, "", "test"};
}

TEST(BlackedOut, HidesWhatWasNoticedAndNothingElse) {
  EXPECT_EQ(blacked_out("我今晚就跳下去", {at(Category::crisis_tier2, 3, 7)}), "我今晚████");
  EXPECT_EQ(blacked_out("你好", {}), "你好");
  EXPECT_EQ(blacked_out("abc", {at(Category::exit, 0, 1), at(Category::spam, 2, 3)}), "█b█");
}

TEST(BlackedOut, HidesPersonalDataAlsoWhereNobodyDecided) {
  EXPECT_EQ(blacked_out("打 139 吧", {at(Category::pi, 2, 5, false)}), "打 ███ 吧");
  EXPECT_EQ(blacked_out("也许难过", {at(Category::extreme_emotion, 0, 4, false)}), "也许难过");
}

TEST(BlackedOut, CutsSpansThatAreLongerThanTheText) {
  EXPECT_EQ(blacked_out("短", {at(Category::pi, 0, 99)}), "█");
  EXPECT_EQ(blacked_out("", {at(Category::pi, 0, 9)}), "");
}

}  // namespace
}  // namespace anban
