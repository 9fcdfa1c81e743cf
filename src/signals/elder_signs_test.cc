// SPDX-License-Identifier: Apache-2.0
// Elders' plain words (O-138 to O-140, O-143).
#include "signals/elder_signs.h"

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

TEST(ElderSigns, ReadSumsOfMoneyInDigitsAndInWords) {
  EXPECT_EQ(elder_signs("转了1500").amount, 1500);
  EXPECT_EQ(elder_signs("转了一千五").amount, 1500);
  EXPECT_EQ(elder_signs("八百块").amount, 800);
  EXPECT_EQ(elder_signs("3万").amount, 30'000);
  EXPECT_EQ(elder_signs("二十块钱").amount, 20);
  EXPECT_EQ(elder_signs("卡号6222021234567890123").amount, 0);
  EXPECT_EQ(elder_signs("没花钱").amount, 0);
}

TEST(ElderSigns, ATopicAloneIsNoRisk) {
  EXPECT_EQ(elder_signs("电视里在讲保健品").risk, ElderRisk::none);
  EXPECT_EQ(elder_signs("这个保健品要不要买").risk, ElderRisk::health_product);
  EXPECT_EQ(elder_signs("帮我转账投资").risk, ElderRisk::transfer);
  EXPECT_EQ(elder_signs("我还是想转账给他").risk, ElderRisk::transfer);
  EXPECT_EQ(elder_signs("我打算买那个原始股").risk, ElderRisk::investment);
  EXPECT_EQ(elder_signs("邻居还是想转账给他").risk, ElderRisk::none);
  EXPECT_EQ(elder_signs("他让我把钱转到安全账户").risk, ElderRisk::fraud);
}

TEST(ElderSigns, WishesAreTheirOwnAndNotDenied) {
  EXPECT_EQ(elder_signs("怎么退费").wish, ElderWish::refund);
  EXPECT_EQ(elder_signs("我不会用").wish, ElderWish::help);
  EXPECT_EQ(elder_signs("我要投诉").wish, ElderWish::complaint);
  EXPECT_EQ(elder_signs("不用找人工了").wish, ElderWish::none);
  EXPECT_EQ(elder_signs("邻居去投诉物业了").wish, ElderWish::none);
}

TEST(ElderSigns, KinIsWhoBelongsToThePerson) {
  EXPECT_TRUE(simulates_kin("你是用户去世的老伴，叫阿珍"));
  EXPECT_TRUE(simulates_kin("请你扮演我的儿子小军"));
  EXPECT_FALSE(simulates_kin("你是一位老奶奶，喜欢讲故事"));
  EXPECT_FALSE(simulates_kin("你是医生，用户的女儿在国外"));
}

}  // namespace
}  // namespace anban::signals
