// SPDX-License-Identifier: Apache-2.0
// Each banned call is found where it is banned, and only there.
#include <gtest/gtest.h>

#include "judge.h"

namespace anban::tidy {
namespace {

TEST(Calls, ThatTheHouseReplacedAreFound) {
  for (const auto* bad : {"auto t = std::chrono::system_clock::now();",
                          "auto t = time(nullptr);",
                          "auto t = ::time(0);",
                          "std::time(&t);",
                          "gettimeofday(&t, nullptr);",
                          "int r = std::rand();",
                          "int r = rand();",
                          "std::random_device seed;",
                          "std::this_thread::sleep_for(1s);",
                          "usleep(5);",
                          "std::regex r(\"a\");",
                          "std::cout << 1;",
                          "printf(\"x\");",
                          "std::printf(\"x\");",
                          "fmt::print(\"x\");",
                          "std::getenv(\"X\");",
                          "getenv(\"X\");",
                          "dynamic_cast<A*>(b);",
                          "strcpy(a, b);",
                          "std::strcpy(a, b);",
                          "sprintf(a, b);",
                          "atoi(x);",
                          "std::stoi(x);",
                          "assert(x);",
                          "std::abort();",
                          "std::exit(1);",
                          "goto out;",
                          "std::thread(f).detach();",
                          "std::endl;",
                          "using namespace std;",
                          "localtime(&t);"}) {
    EXPECT_EQ(judge(check_calls, bad).size(), 1U) << bad;
  }
}

TEST(Calls, OfOtherThingsWithSuchNamesAreNot) {
  for (const auto* good :
       {"// system_clock::now()", "f(\"printf\");", "clock.time(0);", "meter->time(0);",
        "Clock::time(0);", "snprintf(a, 3, b);", "static_assert(true);", "int printf_count = 0;",
        "call.abort();", "virtual void abort() = 0;", "void rand(int seed);", "x.puts(1);",
        "if (strcpy_s) {}"}) {
    EXPECT_TRUE(judge(check_calls, good).empty()) << good;
  }
}

TEST(Calls, AreAllowedWhereTheyBelong) {
  EXPECT_TRUE(judge(check_calls, "std::cout << 1;", "src/app/main.cc").empty());
  EXPECT_TRUE(judge(check_calls, "auto t = system_clock::now();", "src/net/clock.cc").empty());
  EXPECT_TRUE(judge(check_calls, "std::getenv(\"X\");", "src/turn/turn_test.cc").empty());
  EXPECT_EQ(judge(check_calls, "auto t = system_clock::now();", "src/turn/turn_test.cc").size(),
            1U);
  EXPECT_EQ(judge(check_calls, "std::regex r;", "src/app/main.cc").size(), 1U);
}

TEST(Calls, MayBeExcusedWithAReasonOnTheirLine) {
  EXPECT_TRUE(judge(check_calls, "dynamic_cast<A&>(b);  // tidy: the library asks for it").empty());
  EXPECT_EQ(judge(check_calls, "// tidy: not this line\ndynamic_cast<A&>(b);").size(), 1U);
}

TEST(NewAndDelete, BelongToOwners) {
  EXPECT_EQ(judge(check_calls, "auto* a = new Foo(1);").size(), 1U);
  EXPECT_EQ(judge(check_calls, "auto* a = new ::Foo;").size(), 1U);
  EXPECT_EQ(judge(check_calls, "delete a;").size(), 1U);
  EXPECT_EQ(judge(check_calls, "delete[] a;").size(), 1U);
  EXPECT_EQ(judge(check_calls, "call(new Foo());").size(), 1U);
}

TEST(NewAndDelete, DoNotMeanDeletedFunctionsPlacementOrOwnersOfPrivateConstructors) {
  for (const auto* good :
       {"A(const A&) = delete;", "void* operator new(std::size_t);", "new (place) Foo;",
        "std::unique_ptr<A> a(new A(1));", "#include <new>", "int renew = 1;"}) {
    EXPECT_TRUE(judge(check_calls, good).empty()) << good;
  }
}

TEST(StaticState, ThatCanChangeIsFound) {
  for (const auto* bad :
       {"static int count = 0;", "void f() {\n  static std::string last;\n}",
        "std::atomic<int> running = 0;", "namespace a {\nint x{0};\n}", "Foo foo;",
        "thread_local int depth = 0;", "void f() {\n  thread_local std::vector<int> v(3);\n}",
        "inline int shared = 3;"}) {
    EXPECT_GE(judge(check_static_state, bad).size(), 1U) << bad;
  }
}

TEST(StaticState, DoesNotMeanConstantsFunctionsOrMembers) {
  for (const auto* good :
       {"static constexpr int count = 0;", "static const Foo foo{1};", "constexpr int x = 1;",
        "static int f(int a) {\n  int x = 1;\n  return x;\n}", "int f();",
        "struct A {\n  int x;\n};", "struct A {\n  static A make();\n  int x = 0;\n};",
        "using A = int;", "extern const int x;", "class A;", "template <class T>\nT f(T x);",
        "inline constexpr int a = 1;", "#define X \\\n  int x = 1;\nint f();",
        "static_assert(sizeof(int) == 4);",
        "thread_local int depth = 0;  // tidy: a cache, never wrong"}) {
    EXPECT_TRUE(judge(check_static_state, good).empty()) << good;
  }
}

}  // namespace
}  // namespace anban::tidy
