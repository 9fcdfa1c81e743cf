// SPDX-License-Identifier: Apache-2.0
// Runs one scenario against a town and compares what follows with what the file claims.
#pragma once

#include <string>
#include <vector>

#include "chatter.h"
#include "sim/scenario.h"

namespace anban::scenarios {

struct ScenarioResult {
  std::vector<std::string> failures;  // "12: told nobody — but told mama crisis.contact"
  /// For each step, claims that hold: those of the file where they hold, corrected ones else.
  std::vector<std::vector<sim::ScenarioClaim>> actual;
};

ScenarioResult run_scenario(const sim::Scenario& scenario, Transfer transfer);

}  // namespace anban::scenarios
