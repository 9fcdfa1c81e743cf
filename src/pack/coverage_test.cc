// SPDX-License-Identifier: Apache-2.0
// No obligation is green without a test that exists; and docs/obligations.md says what is true.
#include "pack/coverage.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pack/pack_fixture.h"

namespace anban::pack {
namespace {

using fixture::holds;
namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::stringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Names of all tests of the repository; foreign packages are left out.
TestNames tests_of_the_repository() {
  TestNames names;
  const fs::path root = ANBAN_SOURCE_DIR;
  for (const char* folder : {"src", "packs", "test"}) {
    if (!fs::is_directory(root / folder)) continue;
    fs::recursive_directory_iterator entry(root / folder);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
      if (entry->path().filename() == "node_modules") {
        entry.disable_recursion_pending();
        continue;
      }
      const std::string name = entry->path().filename().string();
      const bool wanted =
          name.ends_with("_test.cc") || name.ends_with(".mjs") || name.ends_with(".scenario");
      if (entry->is_regular_file() && wanted) {
        names.merge(test_names_in(name, text_of(entry->path())));
      }
    }
  }
  return names;
}

std::shared_ptr<const Pack> shipped() {
  const auto source = source_from_directory(std::string(ANBAN_SOURCE_DIR) + "/packs/cn-2026");
  EXPECT_TRUE(source.has_value());
  const Loaded loaded = load_pack(*source);
  EXPECT_TRUE(loaded.has_value()) << to_text(loaded.error());
  return loaded ? *loaded : nullptr;
}

TEST(TestNames, AreFoundInSources) {
  EXPECT_EQ(
      test_names_in("x_test.cc",
                    "TEST(TimeInUse, RemindsOnce) {}\nTEST_F(A,B) {}\nTEST_P(\n  C,\n  D) {}\n"
                    "MY_TEST(No, Thanks)\nTEST(broken\n"),
      (TestNames{"TimeInUse.RemindsOnce", "A.B", "C.D"}));
  EXPECT_EQ(test_names_in("packs/cn-2026/examples/two_hours.scenario", "# O-98"),
            TestNames{"two_hours.scenario"});
  EXPECT_EQ(test_names_in("test/e2e/chat.mjs",
                          "test('O-98: reminds', async () => {});\nit(\"O-102 labels\", f);\n"
                          "test('something else', f); latest('O-1 no');"),
            (TestNames{"e2e: O-98: reminds", "e2e: O-102 labels"}));
  EXPECT_TRUE(test_names_in("x.cc", "TEST(No, Test) {}").empty());
}

TEST(Coverage, IsGreenOnlyWithATestThatExists) {
  Pack pack;
  pack.id = "p";
  pack.obligations = {{1, "Art. 1", "scope", "must", "x", "One", {"A.B"}},
                      {2, "Art. 2", "scope", "must_not", "x", "Two", {}},
                      {3, "Art. 3", "scope", "may", "x", "Three | four", {"A.B", "C.D"}}};
  const TestNames known{"A.B"};
  const std::string page = coverage_page(pack, known);
  EXPECT_TRUE(holds(page, "1 of 3 are green."));
  EXPECT_TRUE(holds(page, "| O-1 | scope | One | must | Art. 1 | green | `A.B` |"));
  EXPECT_TRUE(holds(page, "| O-2 | scope | Two | must not | Art. 2 | not built |  |"));
  EXPECT_TRUE(holds(page, "Three \\| four | may | Art. 3 | names a test that does not exist |"));
  EXPECT_EQ(missing_tests(pack, known),
            std::vector<std::string>{"O-3 names a test that does not exist: C.D"});
}

TEST(Coverage, NamesOnlyTestsThatExist) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  for (const std::string& missing : missing_tests(*pack, tests_of_the_repository())) {
    ADD_FAILURE() << "packs/cn-2026/obligations.toml: " << missing;
  }
}

TEST(Coverage, PageIsFresh) {
  const auto pack = shipped();
  ASSERT_NE(pack, nullptr);
  const std::string page = coverage_page(*pack, tests_of_the_repository());
  const fs::path path = fs::path(ANBAN_SOURCE_DIR) / "docs" / "obligations.md";
  if (std::getenv("ANBAN_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << page;
  EXPECT_TRUE(text_of(path) == page)
      << "docs/obligations.md is stale; write it again with\n"
         "  ANBAN_REWRITE=1 build/dev/pack_test --gtest_filter='Coverage.*'";
}

}  // namespace
}  // namespace anban::pack
