// SPDX-License-Identifier: Apache-2.0
// Any file: no crash, and what reads well reads the same after it was rewritten with its own
// claims.
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "sim/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto first = anban::sim::read_scenario(text);
  if (!first) return 0;
  std::vector<std::vector<anban::sim::ScenarioClaim>> claims;
  for (const auto& step : first->steps) claims.push_back(step.claims);
  const std::string again = anban::sim::rewrite_scenario(text, claims);
  const auto second = anban::sim::read_scenario(again);
  anban::ensure(second.has_value(), "a rewritten scenario reads well");
  anban::ensure(second->steps.size() == first->steps.size(), "no step is lost");
  for (std::size_t i = 0; i < claims.size(); ++i) {
    anban::ensure(second->steps[i].claims == claims[i], "no claim is changed");
    anban::ensure(second->steps[i].acts.size() == first->steps[i].acts.size(), "no act is changed");
  }
  return 0;
}
