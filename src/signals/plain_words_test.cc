// SPDX-License-Identifier: Apache-2.0
#include "signals/plain_words.h"

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

constexpr std::string_view chinese[] = {"吃饭", "睡", "没电"};
constexpr std::string_view english[] = {"sleep", "gym", "bed"};

TEST(PlainWords, FindsChineseAnywhereAndEnglishAsWholeWords) {
  const PlainWords words(chinese, english);
  for (const char* text :
       {"我吃饭去", "睡", "手机快没电了", "off to BED", "gym!", "I sleep-walk"}) {
    EXPECT_TRUE(words.are_in(text)) << text;
  }
  for (const char* text : {"", "吃", "吃完饭", "asleep", "bedroom", "gyms", "\xE7\x9D", "没有电"}) {
    EXPECT_FALSE(words.are_in(text)) << text;
  }
}

TEST(PlainWords, CountsOnlyWhatItIsTold) {
  const PlainWords words(chinese, english);
  const auto not_sleep = [](std::string_view word) { return word != "睡" && word != "sleep"; };
  EXPECT_FALSE(words.are_in("睡 sleep", not_sleep));
  EXPECT_TRUE(words.are_in("睡 sleep 吃饭", not_sleep));
  EXPECT_TRUE(words.are_in("sleep or gym", not_sleep));
}

TEST(PlainWords, LongWordsAndManyOfThemChangeNothing) {
  const PlainWords words(chinese, english);
  const std::string longest(100, 'b');
  EXPECT_FALSE(words.are_in(longest));
  EXPECT_TRUE(words.are_in(longest + " bed"));
}

}  // namespace
}  // namespace anban::signals
