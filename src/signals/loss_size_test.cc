// SPDX-License-Identifier: Apache-2.0
#include "signals/loss_size.h"

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

TEST(LossSize, IsSmallWhereEverySumNamedIs) {
  for (const char* small : {"我今天丢了20块钱", "网购被骗了三百块", "买票被坑了￥480",
                            "被骗了九百九十元", "I lost $30 to a fake shop"}) {
    EXPECT_TRUE(is_small_loss(small, 1000)) << small;
  }
  EXPECT_FALSE(is_small_loss("被骗了九百九十元", 500)) << "an elder's mark is lower";
}

TEST(LossSize, IsNotSmallWithoutASumOrWithALargerOne) {
  for (const char* other : {"我被骗了", "我被一个人骗光了", "刚给对方转了20万",
                            "先转了300块，后来又转了3万", "被骗了1500元"}) {
    EXPECT_FALSE(is_small_loss(other, 1000)) << other;
  }
}

TEST(LossSize, IsNotSmallWhereMoreIsAtStake) {
  for (const char* grave : {"被骗得卡里只剩200块了", "他说不给500块就把照片发给我同学",
                            "每天都要我充300元", "先借了800块网贷，利息越滚越多",
                            "他还要我再转500块", "they want $200 or the photos go out"}) {
    EXPECT_FALSE(is_small_loss(grave, 1000)) << grave;
  }
}

}  // namespace
}  // namespace anban::signals
