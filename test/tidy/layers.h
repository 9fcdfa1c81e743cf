// SPDX-License-Identifier: Apache-2.0
// Rules about the whole tree: who may include whom (the rings written in CMakeLists.txt), which
// outside library may be named where, and files that nothing reaches.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "source.h"

namespace anban::tidy {

struct Module {
  std::set<std::string> may_include;  // its own name and the closure of its MODULES
  std::set<std::string> uses;         // as written behind USES
  bool is_adapter = false;
};

using Modules = std::map<std::string, Module>;

/// The anban_module lines of a CMakeLists.txt.
Modules modules_of(std::string_view cmake);

/// Includes that leave their ring, name another duty or a library that is not theirs.
void check_includes(const Source& source, const Modules& modules, Findings& findings);

/// Headers that nobody includes, and sources in folders that no target takes in.
void check_reachable(std::span<const Source> all, const Modules& modules, Findings& findings);

}  // namespace anban::tidy
