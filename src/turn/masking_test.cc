// SPDX-License-Identifier: Apache-2.0
// Numbers that nobody needs for a conversation do not reach the model server (O-27), and nothing
// else of a message is changed.
#include "turn/masking.h"

#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;

std::string masked(const std::string& text) { return masked_for_model(*policy()->observer, text); }

TEST(Masking, HidesResidentIdsAndBankCards) {
  EXPECT_EQ(masked("我的身份证号是11010519491231002X，记住了吗"),
            "我的身份证号是[身份证号]，记住了吗");
  EXPECT_EQ(masked("银行卡号6222021234567890128"), "银行卡号[银行卡号]");
}

TEST(Masking, HidesEachOfSeveralInOneMessage) {
  const std::string both = masked("😀身份证号11010519491231002X，银行卡号6222021234567890128。");
  EXPECT_EQ(both, "😀身份证号[身份证号]，银行卡号[银行卡号]。");
}

TEST(Masking, LeavesOtherNumbersAndTextsAlone) {
  for (const char* text : {"", "你好", "今天是2026年8月1日12点30分", "我数到123456789012345",
                           "π是3.14159265358979，e是2.71828182845904"}) {
    EXPECT_EQ(masked(text), text);
  }
}

TEST(Masking, IsDoneBeforeTheModelServerIsAsked) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "我的身份证号是11010519491231002X，帮我记住"));
  ASSERT_EQ(world.model.calls(), 1U);
  EXPECT_EQ(world.model.bodies().back().find("11010519491231002X"), std::string::npos);
  EXPECT_NE(world.model.bodies().back().find("[身份证号]"), std::string::npos);
}

}  // namespace
}  // namespace anban
