// SPDX-License-Identifier: Apache-2.0
#include "signals/errand.h"

#include <string>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

TEST(Errand, IsWhatCallsSomebodyAway) {
  for (const char* text : {"四点半得接孙子，怕下不完", "明儿还得早起，差不多得了",
                           "我妈叫我收手机了", "那我取消会员了", "I have to study soon tho",
                           "Gonna catch my bus", "my dad says TABLET time is over"}) {
    EXPECT_TRUE(speaks_of_an_errand(text)) << text;
  }
}

TEST(Errand, IsNotAnyTalk) {
  for (const char* text : {"", "今天天气真好", "你喜欢什么颜色", "给我讲个笑话吧", "那只猫好可爱",
                           "what a lovely song", "busy bees are cute"}) {
    EXPECT_FALSE(speaks_of_an_errand(text)) << text;
  }
}

TEST(CloseMatters, ArePeopleMoneyHomeAndHurt) {
  for (const char* text : {"我女儿这周要来看我", "退休金到账了", "今天搬家了", "你是不是真人",
                           "put my rent in a memecoin", "dear, am I speaking with a person?"}) {
    EXPECT_TRUE(touches_on_close_matters(text)) << text;
  }
  for (const char* text : {"", "今天天气真好", "讲个恐龙的故事", "what a lovely song"}) {
    EXPECT_FALSE(touches_on_close_matters(text)) << text;
  }
}

TEST(Errand, ReadsOnlyTheBeginning) {
  EXPECT_FALSE(speaks_of_an_errand(std::string(errand_read_most, 'x') + " 上班"));
  EXPECT_FALSE(speaks_of_an_errand(std::string(errand_read_most - 1, ' ') + "睡"));
}

}  // namespace
}  // namespace anban::signals
