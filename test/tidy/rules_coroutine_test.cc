// SPDX-License-Identifier: Apache-2.0
// Each rule about coroutines refuses a bad sample and lets a good one pass.
#include <gtest/gtest.h>

#include "judge.h"

namespace anban::tidy {
namespace {

TEST(Coroutines, ThatKeepTheRulesPass) {
  for (const auto* good :
       {"auto x = co_await f(a, b);", "co_await f();", "co_return co_await f(a[1]);",
        "if (a && b) co_await f();", "while (x || y) co_await f();", "auto&& x = co_await f();",
        "if (co_await f(x)) {\n  g();\n}", "for (;;) {\n  co_await f();\n}",
        "auto g = [](int) -> Task<void> { co_await f(); };",
        "try {\n  co_await f();\n} catch (...) {\n  g();\n}\nco_await h();",
        "{\n  std::scoped_lock lock(m);\n  x = 1;\n}\nco_await f();", "// co_await f({1}) ? 1 : 2",
        "const auto y = a ? b : c;\nco_await f(y);"}) {
    const auto found = judge(check_coroutines, good);
    EXPECT_TRUE(found.empty()) << good << ": " << (found.empty() ? "" : found[0].what);
  }
}

TEST(Coroutines, AwaitOnceAStatement) {
  EXPECT_GE(judge(check_coroutines, "f(co_await a(), co_await b());").size(), 1U);
  EXPECT_GE(judge(check_coroutines, "co_await f(co_await g());").size(), 1U);
}

TEST(Coroutines, BuildNothingWithBracesInAnAwait) {
  EXPECT_EQ(judge(check_coroutines, "co_await f(Options{1, 2});").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "co_await f({1, 2});").size(), 1U);
}

TEST(Coroutines, ChooseNothingInAnAwait) {
  EXPECT_EQ(judge(check_coroutines, "co_await f(a ? b : c);").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "auto x = a ? co_await f() : 1;").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "co_await f(a && b);").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "bool x = a && co_await f();").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "if (a && co_await f()) {\n}").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "co_await (f() || g());").size(), 1U);
}

TEST(Coroutines, CaptureNothingInAnAwait) {
  const auto found = judge(check_coroutines, "co_await f([a](int b) { return a + b; });");
  EXPECT_GE(found.size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "co_await f(a, [](int b) g);").size(), 1U);
}

TEST(Coroutines, DoNotAwaitInAHandlerOrUnderALock) {
  EXPECT_EQ(judge(check_coroutines, "try {\n} catch (int) {\n  co_await f();\n}").size(), 1U);
  EXPECT_EQ(judge(check_coroutines, "{\n  std::unique_lock lock(m);\n  co_await f();\n}").size(),
            1U);
}

TEST(Coroutines, DoNotLiveInThePureCore) {
  EXPECT_EQ(judge(check_coroutines, "co_await f();", "src/duties/x/x.cc").size(), 1U);
  EXPECT_TRUE(judge(check_coroutines, "co_await f();", "src/people/x.cc").empty());
}

}  // namespace
}  // namespace anban::tidy
