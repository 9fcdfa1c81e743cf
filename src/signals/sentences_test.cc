// SPDX-License-Identifier: Apache-2.0
// The sentences of sentences.txt: what must be heard is heard, what is harmless is left alone.
#include <algorithm>
#include <fstream>

#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

Role role_named(const std::string& name) {
  if (name == "assistant") return Role::assistant;
  return name == "card" ? Role::character_card : Role::user;
}

bool decides(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& each) {
                       return each.decided && each.category != Category::sensitive_pi;
                     });  // what is only written down disturbs nobody
}

TEST(Sentences, AreJudgedAsAPersonWould) {
  std::ifstream file(std::string(ANBAN_SOURCE_DIR) + "/src/signals/sentences.txt");
  std::string line;
  Role role = Role::user;
  std::string expected;
  int judged = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("== ")) {
      const std::size_t space = line.find(' ', 3);
      role = role_named(line.substr(3, space - 3));
      expected = line.substr(space + 1);
      continue;
    }
    const Findings findings = fixture::found(line, role);
    const std::string heard = line + "  -> " + fixture::listed(findings);
    if (expected == "none" || expected == "any") {
      EXPECT_EQ(decides(findings), expected == "any") << heard;
    } else {
      EXPECT_TRUE(fixture::has(findings, *category_named(expected))) << heard;
    }
    ++judged;
  }
  EXPECT_GT(judged, 300);
}

}  // namespace
}  // namespace anban::signals
