// SPDX-License-Identifier: Apache-2.0
// Claims about how code, comments and literals are told apart.
#include "source.h"

#include <gtest/gtest.h>

namespace anban::tidy {
namespace {

std::string code_of(std::string text) { return make_source("x.cc", std::move(text)).code; }

TEST(Source, BlanksCommentsAndLiteralsButKeepsPlaces) {
  EXPECT_EQ(code_of("a; // b\nc;"), "a;     \nc;");
  EXPECT_EQ(code_of("a /* b\nc */ d"), "a     \n     d");
  EXPECT_EQ(code_of("f(\"x // y\");"), "f(\"      \");");
  EXPECT_EQ(code_of("f(\"\\\"}\");"), "f(\"   \");");
  EXPECT_EQ(code_of("f('{');"), "f(' ');");
}

TEST(Source, TellsDigitSeparatorsFromPrefixedCharacters) {
  EXPECT_EQ(code_of("1'000 + '0'"), "1'000 + ' '");
  EXPECT_EQ(code_of("0xFF'00'11"), "0xFF'00'11");
  EXPECT_EQ(code_of("U'{' + x"), "U' ' + x");
}

TEST(Source, SkipsRawLiterals) {
  EXPECT_EQ(code_of("R\"(a\"b)\"; c"), "R\"     \"; c");
  EXPECT_EQ(code_of("R\"x(a)\"b)x\"; c"), "R\"        \"; c");
  EXPECT_EQ(make_source("x.cc", "R\"(long)\"").raw, "  (long  ");
}

TEST(Source, KnowsTestsAndWhatOnlyTheyInclude) {
  EXPECT_TRUE(make_source("src/turn/words_test.cc", "").is_test());
  EXPECT_TRUE(make_source("src/turn/test_world.h", "").is_test());
  EXPECT_FALSE(make_source("src/turn/test_world.cc", "").is_test());
  EXPECT_FALSE(make_source("src/turn/latest_words.h", "").is_test());
}

TEST(Source, KeepsCommentsApart) {
  const auto source = make_source("x.cc", "a; // b\n\"// c\"");
  EXPECT_EQ(source.comments, "   // b\n      ");
}

TEST(Source, EndsWhereALiteralIsNotClosed) {
  EXPECT_EQ(code_of("\"abc"), "\"   ");
  EXPECT_EQ(code_of("/* abc"), "      ");
  EXPECT_EQ(code_of("R\"(abc"), "R\"    ");
  EXPECT_EQ(code_of("'\\"), "' ");
}

TEST(Source, CountsLinesFromOne) {
  const auto source = make_source("x.cc", "a\nb\n");
  EXPECT_EQ(source.line_of(0), 1U);
  EXPECT_EQ(source.line_of(2), 2U);
}

TEST(FindWord, FindsWholeWordsOnly) {
  EXPECT_EQ(find_word("new renew news new", "new"), (std::vector<std::size_t>{0, 15}));
  EXPECT_TRUE(find_word("mytime(0)", "time(0)").empty());
  EXPECT_EQ(find_word("::time(0);", "time(0)").size(), 1U);
}

}  // namespace
}  // namespace anban::tidy
