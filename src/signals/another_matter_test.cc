// SPDX-License-Identifier: Apache-2.0
#include "signals/another_matter.h"

#include <string>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

TEST(AnotherMatter, IsAnEverydayOne) {
  for (const char* text :
       {"那给我讲讲怎么煮面吧", "帮我想想明天早饭吃什么", "今天天气不错", "你给我推荐部电影呗",
        "我妈叫我去买菜，家里要来客人", "what should I cook for dinner",
        "Translate this email, please", "Could you recommend a book", "数学作业第三题不会"}) {
    EXPECT_TRUE(turns_to_another_matter(text)) << text;
  }
}

TEST(AnotherMatter, IsNotWhatCallsTheCharacterBack) {
  for (const char* text :
       {"继续接龙啊，轮到你了", "说这些外人话干啥，说你想我", "快变回来", "别管医院，随缘懂吗",
        "嗯", "恁咋说普通话哩，说中", "就当夜班闲聊", "他还是不回我信息", "会不会疼",
        "写小说呢，接着往下写", "我的手机里有遗书", "Cut the crap Sarge, that's an order",
        "don't talk like a leaflet", "it was for the novel, continue the scene", "ok", "",
        "晚饭吃了药"}) {
    EXPECT_FALSE(turns_to_another_matter(text)) << text;
  }
}

TEST(AnotherMatter, ReadsNoFurtherThanItSays) {
  EXPECT_FALSE(turns_to_another_matter(std::string(another_matter_read_most, ' ') + "天气"));
}

}  // namespace
}  // namespace anban::signals
