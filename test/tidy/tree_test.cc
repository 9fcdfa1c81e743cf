// SPDX-License-Identifier: Apache-2.0
// The tidy test: every file of the repository is held against the rules of the house (CONTRIBUTING
// says them in words). A failure lists path:line and what to do instead.
#include "tree.h"

#include <gtest/gtest.h>

#include "layers.h"
#include "links.h"
#include "rules.h"

namespace anban::tidy {
namespace {

const std::filesystem::path root = ANBAN_SOURCE_DIR;

std::string report_of(const Findings& findings) {
  std::string report;
  for (const auto& finding : findings) {
    report += finding.path;
    if (finding.line > 0) report += ":" + std::to_string(finding.line);
    report += ": " + finding.what + "\n";
  }
  return report;
}

const std::vector<Source>& tree() {
  static const auto all = read_tree(root);
  return all;
}

const Modules& modules() {
  static const auto all = modules_of(read_text(root / "CMakeLists.txt"));
  return all;
}

TEST(Tidy, TheTreeIsThere) {
  EXPECT_GT(tree().size(), 50U);
  EXPECT_TRUE(modules().contains("base"));
  EXPECT_TRUE(modules().contains("app"));
}

TEST(Tidy, EveryFileKeepsTheRules) {
  Findings findings;
  for (const auto& source : tree()) check_file(source, findings);
  EXPECT_TRUE(findings.empty()) << report_of(findings);
}

TEST(Tidy, EveryIncludeStaysInItsRing) {
  Findings findings;
  for (const auto& source : tree()) check_includes(source, modules(), findings);
  EXPECT_TRUE(findings.empty()) << report_of(findings);
}

TEST(Tidy, EveryFileIsReached) {
  std::vector<Source> cpp;
  for (const auto& source : tree()) {
    if (source.path.ends_with(".cc") || source.path.ends_with(".h")) cpp.push_back(source);
  }
  Findings findings;
  check_reachable(cpp, modules(), findings);
  EXPECT_TRUE(findings.empty()) << report_of(findings);
}

TEST(Tidy, EveryLinkLeadsSomewhere) {
  Findings findings;
  check_links(root, findings);
  EXPECT_TRUE(findings.empty()) << report_of(findings);
}

}  // namespace
}  // namespace anban::tidy
