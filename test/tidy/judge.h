// SPDX-License-Identifier: Apache-2.0
// For the tests of the rules: holds a sample against one rule.
#pragma once

#include <string>

#include "rules.h"

namespace anban::tidy {

using Rule = void (*)(const Source&, Findings&);

inline Findings judge(Rule rule, std::string text, std::string path = "src/turn/sample.cc") {
  Findings findings;
  rule(make_source(std::move(path), std::move(text)), findings);
  return findings;
}

}  // namespace anban::tidy
