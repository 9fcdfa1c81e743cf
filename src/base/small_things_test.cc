// SPDX-License-Identifier: Apache-2.0
// Claims about the smallest parts of base: promises, results, embedded files, private values.
#include <concepts>
#include <sstream>

#include <gtest/gtest.h>

#include "base/embedded.h"
#include "base/ensure.h"
#include "base/private.h"
#include "base/result.h"

namespace anban {
namespace {

template <class T>
concept Prints = requires(std::ostream& out, const T& value) { out << value; };

TEST(Ensure, LetsAKeptPromisePass) { ensure(true, "one is one"); }

TEST(EnsureDeathTest, EndsTheProcessAndSaysWhyAndWhere) {
  EXPECT_DEATH(ensure(false, "the sky is blue"), "the sky is blue.*small_things_test.cc");
}

TEST(Result, PassesItsErrorOn) {
  const Result<int> broken = failed(ErrorCode::timed_out, "the model server did not answer");
  const auto passed_on = [&]() -> Result<std::string> { return failed(broken); }();
  EXPECT_EQ(passed_on.error().code, ErrorCode::timed_out);
  EXPECT_EQ(passed_on.error().detail, "the model server did not answer");
}

TEST(ErrorCodes, HaveNamesOfTheirOwn) {
  std::string all;
  for (int i = 0; i <= static_cast<int>(ErrorCode::corrupt); ++i) {
    const std::string name = name_of(static_cast<ErrorCode>(i));
    EXPECT_NE(name, "unknown");
    EXPECT_EQ(all.find(' ' + name + ' '), std::string::npos) << name;
    all += ' ' + name + ' ';
  }
}

TEST(EmbeddedFiles, AreFoundByTheirWholeName) {
  static constexpr char body[] = "hello";
  const EmbeddedFile table[] = {{"a/b.txt", body, body + 5}, {nullptr, nullptr, nullptr}};
  ASSERT_NE(find_embedded(table, "a/b.txt"), nullptr);
  EXPECT_EQ(find_embedded(table, "a/b.txt")->body(), "hello");
  EXPECT_EQ(find_embedded(table, "b.txt"), nullptr);
  EXPECT_EQ(find_embedded(table, ""), nullptr);
  EXPECT_EQ(find_embedded(table + 1, "a/b.txt"), nullptr);
}

TEST(Private, ShowsItsValueOnlyOnDemand) {
  const Private<std::string> words(std::string("我很难过"));
  EXPECT_EQ(words.reveal(), "我很难过");
  EXPECT_TRUE(Prints<std::string>);
  EXPECT_FALSE(Prints<Private<std::string>>);
  EXPECT_FALSE((std::convertible_to<Private<std::string>, std::string>));
  EXPECT_FALSE((std::convertible_to<std::string, Private<std::string>>));
}

}  // namespace
}  // namespace anban
