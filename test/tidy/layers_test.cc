// SPDX-License-Identifier: Apache-2.0
// Rings, libraries and dead files: each rule refuses a bad sample and lets a good one pass.
#include "layers.h"

#include <gtest/gtest.h>

namespace anban::tidy {
namespace {

constexpr auto cmake = R"(
anban_module(base RING 0 USES PkgConfig::sodium)
anban_module(ports RING 1 MODULES base)
anban_module(duties RING 3 MODULES base)
anban_module(turn RING 4 MODULES ports
             duties)
anban_module(store ADAPTER MODULES base USES SQLite::SQLite3 nlohmann_json::nlohmann_json)
anban_module(net ADAPTER MODULES base)
)";

Findings includes(const std::string& path, const std::string& text) {
  Findings findings;
  check_includes(make_source(path, text), modules_of(cmake), findings);
  return findings;
}

TEST(Modules, AreReadFromTheBuildWithTheirClosure) {
  const Modules modules = modules_of(cmake);
  EXPECT_EQ(modules.size(), 6U);
  EXPECT_EQ(modules.at("turn").may_include,
            (std::set<std::string>{"base", "duties", "ports", "turn"}));
  EXPECT_TRUE(modules.at("store").is_adapter);
  EXPECT_FALSE(modules.at("turn").is_adapter);
  EXPECT_TRUE(modules.at("store").uses.contains("SQLite::SQLite3"));
}

TEST(Rings, AllowWhatIsFurtherIn) {
  EXPECT_TRUE(
      includes("src/turn/x.cc", "#include \"base/ids.h\"\n#include \"turn/y.h\"\n").empty());
  EXPECT_TRUE(includes("src/duties/crisis/x.cc", "#include \"duties/facts.h\"\n").empty());
  EXPECT_TRUE(includes("src/turn/x.cc", "#include \"duties/crisis/x.h\"\n").empty());
  EXPECT_TRUE(includes("src/turn/x.cc", "// #include \"store/x.h\"\n").empty());
  EXPECT_TRUE(includes("test/turn/x_test.cc", "#include \"anything.h\"\n").empty());
}

TEST(Rings, RefuseWhatIsFurtherOutAndAdapters) {
  EXPECT_EQ(includes("src/base/x.cc", "#include \"ports/clock.h\"\n").size(), 1U);
  EXPECT_EQ(includes("src/duties/x.cc", "#include \"ports/clock.h\"\n").size(), 1U);
  EXPECT_EQ(includes("src/turn/x.cc", "#include \"store/x.h\"\n").size(), 1U);
  EXPECT_EQ(includes("src/turn/x.cc", "#include \"y.h\"\n").size(), 1U);
  EXPECT_EQ(includes("src/turn/x.cc", "#include \"unknown/y.h\"\n").size(), 1U);
}

TEST(Rings, LetTestsNameAdaptersButNotOuterRings) {
  EXPECT_TRUE(includes("src/turn/x_test.cc", "#include \"store/x.h\"\n").empty());
  EXPECT_EQ(includes("src/duties/x_test.cc", "#include \"turn/x.h\"\n").size(), 1U);
}

TEST(Duties, DoNotKnowOneAnother) {
  EXPECT_EQ(includes("src/duties/crisis/x.cc", "#include \"duties/minors/x.h\"\n").size(), 1U);
  EXPECT_TRUE(includes("src/duties/crisis/x.cc", "#include \"duties/crisis/y.h\"\n").empty());
}

TEST(Libraries, AreNamedByTheirFoldersOnly) {
  EXPECT_TRUE(includes("src/net/x.cc", "#include <boost/beast/core.hpp>\n").empty());
  EXPECT_EQ(includes("src/turn/x.cc", "#include <boost/beast/core.hpp>\n").size(), 1U);
  EXPECT_EQ(includes("src/turn/x.cc", "#include <boost/asio/ssl.hpp>\n").size(), 1U);
  EXPECT_TRUE(includes("src/turn/x.cc", "#include <boost/asio/post.hpp>\n").empty());
  EXPECT_EQ(includes("src/duties/x.cc", "#include <boost/asio/post.hpp>\n").size(), 1U);
  EXPECT_TRUE(includes("src/store/x.cc", "#include <sqlite3.h>\n").empty());
  EXPECT_EQ(includes("src/turn/x.cc", "#include <sqlite3.h>\n").size(), 1U);
  EXPECT_TRUE(includes("src/store/x.cc", "#include <nlohmann/json.hpp>\n").empty());
  EXPECT_EQ(includes("src/turn/x.cc", "#include <nlohmann/json.hpp>\n").size(), 1U);
  EXPECT_TRUE(includes("src/turn/x_test.cc", "#include <nlohmann/json.hpp>\n").empty());
  EXPECT_EQ(includes("src/base/x.cc", "#include <CLI/CLI.hpp>\n").size(), 1U);
}

TEST(PureCore, HasNoFilesThreadsOrLocks) {
  EXPECT_EQ(includes("src/duties/x.cc", "#include <fstream>\n").size(), 1U);
  EXPECT_EQ(includes("src/duties/x.h", "#include <mutex>\n").size(), 1U);
  EXPECT_TRUE(includes("src/duties/x_test.cc", "#include <fstream>\n").empty());
  EXPECT_TRUE(includes("src/store/x.cc", "#include <mutex>\n").empty());
}

Findings reachable(const std::vector<Source>& all) {
  Findings findings;
  check_reachable(all, modules_of(cmake), findings);
  return findings;
}

TEST(Reachable, AreHeadersThatSomebodyIncludesAndFoldersOfTheBuild) {
  EXPECT_TRUE(reachable({make_source("src/base/a.h", ""),
                         make_source("src/turn/a.cc", "#include \"base/a.h\"\n"),
                         make_source("test/tidy/b.h", ""),
                         make_source("test/tidy/b.cc", "#include \"b.h\"\n")})
                  .empty());
  EXPECT_EQ(reachable({make_source("src/base/a.h", "")}).size(), 1U);
  EXPECT_EQ(reachable({make_source("src/attic/a.cc", "")}).size(), 1U);
}

}  // namespace
}  // namespace anban::tidy
