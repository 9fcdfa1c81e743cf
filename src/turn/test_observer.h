// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: an observer that hears what the text names, so that a test says how
// strong a finding is, whatever the shipped detectors think.
#pragma once

#include <memory>
#include <sstream>
#include <string>

#include "turn/test_world.h"

namespace anban::testing_turn {

/// Hears what the text names: "crisis_tier1:0.40", with "!" behind it decided; several with spaces
/// between.
class NamedObserver final : public signals::Observer {
 public:
  signals::Findings observe(std::string_view text, signals::Role role) const override {
    signals::Findings findings;
    if (role != signals::Role::user) return findings;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
      const std::size_t colon = word.find(':');
      if (colon == std::string::npos || colon + 5 > word.size()) continue;
      const auto category = signals::category_named(word.substr(0, colon));
      if (!category) continue;
      const float strength = std::stof(word.substr(colon + 1, 4));
      findings.push_back({*category, strength, word.back() == '!', {0, 3}, "", "named@1"});
    }
    return findings;
  }
  float catering(std::string_view) const override { return 0; }
  std::string_view version() const override { return "named@1"; }
};

/// From now on `world` hears so.
inline void hear_what_is_named(World& world) {
  const auto shipped = policy();
  world.policies.swap(std::make_shared<const Policy>(
      Policy{shipped->pack, std::make_shared<NamedObserver>(), shipped->screens}));
}

}  // namespace anban::testing_turn
