// SPDX-License-Identifier: Apache-2.0
#include "signals/imminence.h"

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

TEST(Imminence, HearsTonightTheActThePlaceAndTheMeans) {
  for (const char* now : {"我今晚就跳楼", "这就去死了，别找我", "我已经吞了一瓶安眠药",
                          "刚割了手腕，在流血", "我站在天台边上", "我现在在桥上", "药都买好了",
                          "绳子就在我旁边", "I will kill myself tonight", "I took all the pills",
                          "I am standing on the ledge", "I have the pills in front of me"}) {
    EXPECT_TRUE(is_imminent(now)) << now;
  }
}

TEST(Imminence, IsNotHeardInAWishWithoutATime) {
  for (const char* wish : {"我想自杀", "我不想活了，想去死", "以后我会自杀的", "我打算过完年就走",
                           "I want to kill myself", "I think about ending my life"}) {
    EXPECT_FALSE(is_imminent(wish)) << wish;
  }
}

}  // namespace
}  // namespace anban::signals
