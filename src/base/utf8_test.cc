// SPDX-License-Identifier: Apache-2.0
// Claims about UTF-8, among them every malformed form of table 3-7 and Kuhn's stress test.
#include "base/utf8.h"

#include <vector>

#include <gtest/gtest.h>

namespace anban {
namespace {

const std::vector<std::string> malformed = {
    "\x80",
    "\xbf",
    "\xc0\x80",
    "\xc1\xbf",  // lonely tails, overlong ASCII
    "\xe0\x80\x80",
    "\xe0\x9f\xbf",  // overlong with three bytes
    "\xf0\x80\x80\x80",
    "\xf0\x8f\xbf\xbf",  // overlong with four bytes
    "\xed\xa0\x80",
    "\xed\xbf\xbf",  // surrogates
    "\xf4\x90\x80\x80",
    "\xf5\x80\x80\x80",  // beyond U+10FFFF
    "\xf8\x88\x80\x80\x80",
    "\xfe",
    "\xff",  // bytes that never occur
    "\xc3",
    "\xe5\xae",
    "\xf0\x9f\x99",  // cut short
    "\xc3(",
    "\xe5(\x89",
    "\xe5\xae(",
    "\xf0\x9f\x99(",
};

std::vector<char32_t> points_of(std::string_view text) {
  std::vector<char32_t> points;
  for (std::size_t at = 0; at < text.size();) points.push_back(next_code_point(text, at));
  return points;
}

TEST(Utf8, KnowsWellFormedText) {
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8("plain"));
  EXPECT_TRUE(is_valid_utf8("我不想活了 🙂 é"));
  EXPECT_TRUE(is_valid_utf8(std::string_view("\0", 1)));
  for (const auto* edge : {"\xc2\x80", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_TRUE(is_valid_utf8(edge));
  }
}

TEST(Utf8, RefusesEveryMalformedFormWhereverItStands) {
  for (const auto& bad : malformed) {
    EXPECT_FALSE(is_valid_utf8(bad)) << testing::PrintToString(bad);
    EXPECT_FALSE(is_valid_utf8("中" + bad)) << testing::PrintToString(bad);
    EXPECT_FALSE(is_valid_utf8(bad + "中")) << testing::PrintToString(bad);
  }
}

TEST(Utf8, WalksPointByPoint) {
  EXPECT_EQ(points_of("aé中🙂"), (std::vector<char32_t>{'a', 0xE9, 0x4E2D, 0x1F642}));
}

TEST(Utf8, WalksOverMalformedBytesOneByOne) {
  EXPECT_EQ(points_of("\xff"
                      "a\xc3"),
            (std::vector<char32_t>{0xFFFD, 'a', 0xFFFD}));
}

TEST(Utf8, WritesEveryPointAsItReadsIt) {
  for (char32_t point = 0; point <= 0x10FFFF; point += point < 0x3000 ? 1 : 7) {
    if (point >= 0xD800 && point < 0xE000) continue;
    std::string text;
    append_utf8(text, point);
    ASSERT_TRUE(is_valid_utf8(text)) << static_cast<std::uint32_t>(point);
    std::size_t at = 0;
    ASSERT_EQ(next_code_point(text, at), point);
    ASSERT_EQ(at, text.size());
  }
}

TEST(Utf8, CountsPointsAndFindsTheirBytes) {
  const std::string_view text = "aé中🙂b";
  EXPECT_EQ(count_code_points(text), 5U);
  EXPECT_EQ(count_code_points(""), 0U);
  const std::size_t expected[] = {0, 1, 3, 6, 10, 11, 11};
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    EXPECT_EQ(byte_offset_of(text, i), expected[i]) << i;
  }
}

TEST(Utf8, NeverLetsHalfACharacterThrough) {
  const std::string text = "aé中🙂";
  const std::size_t whole[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    EXPECT_EQ(whole_code_points(std::string_view(text).substr(0, cut)), whole[cut]) << cut;
  }
}

TEST(Utf8, DoesNotHoldBackTailsThatNothingCanComplete) {
  EXPECT_EQ(whole_code_points("a\xff"), 2U);
  EXPECT_EQ(whole_code_points("a\x80\x80\x80\x80"), 5U);
}

}  // namespace
}  // namespace anban
