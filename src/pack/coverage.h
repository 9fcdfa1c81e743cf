// SPDX-License-Identifier: Apache-2.0
// Which obligation is kept by which test: docs/obligations.md is made here from the pack and from
// the names of tests that exist in the sources, so that "green" can never be claimed without one.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"
#include "pack/source.h"

namespace anban::pack {

/// Names of tests as obligations.toml spells them: "TimeInUse.RemindsOnceEveryTwoHours" for a
/// GoogleTest, "two_hours.scenario" for a scenario, "e2e: O-98 reminds …" for an end-to-end test.
using TestNames = std::set<std::string, std::less<>>;

/// The names in one source file: *_test.cc, *.scenario or *.mjs; others have none.
TestNames test_names_in(std::string_view file_name, std::string_view text);
TestNames test_names_in(const PackSource& sources);

/// "O-98 names a test that does not exist: X", one a wrong name.
std::vector<std::string> missing_tests(const Pack& pack, const TestNames& known);

/// docs/obligations.md: a table of every obligation with its state (green, or "not built").
std::string coverage_page(const Pack& pack, const TestNames& known);

}  // namespace anban::pack
