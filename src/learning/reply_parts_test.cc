// SPDX-License-Identifier: Apache-2.0
#include "learning/reply_parts.h"

#include <string>

#include <gtest/gtest.h>

namespace anban::learning {
namespace {

using Parts = std::vector<std::string_view>;

TEST(ReplyParts, AreSentencesWithTwoBeforeThem) {
  EXPECT_EQ(parts_of_reply("好。来吧！睡吗？嗯"),
            (Parts{"好。", "好。来吧！", "好。来吧！睡吗？", "来吧！睡吗？嗯"}));
  EXPECT_EQ(parts_of_reply("好"), Parts{"好"});
  EXPECT_TRUE(parts_of_reply("").empty());
}

std::string sentence_of(int characters) {
  std::string out;
  for (int i = 1; i < characters; ++i) out += "字";
  return out + "。";
}

TEST(ReplyParts, LeaveOutWhatIsLongBeforeThem) {
  const std::string middle = sentence_of(70);
  const std::string two = middle + middle + "好";
  EXPECT_EQ(parts_of_reply(two).back(), middle + "好") << "140 characters are too many, 70 not";
  const std::string huge = sentence_of(150);
  const std::string one = huge + "好";
  EXPECT_EQ(parts_of_reply(one).back(), "好");
}

TEST(ReplyParts, LoseNoByte) {
  const std::string text = "Hi there! 你好…\n再见。";
  const Parts parts = parts_of_reply(text);
  ASSERT_FALSE(parts.empty());
  EXPECT_TRUE(text.starts_with(parts.front()));
  EXPECT_TRUE(text.ends_with(parts.back()));
}

}  // namespace
}  // namespace anban::learning
