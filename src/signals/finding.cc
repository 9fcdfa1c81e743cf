// SPDX-License-Identifier: Apache-2.0
// The spelling of categories, in the order of the enumeration.
#include "signals/finding.h"

#include <array>

namespace anban::signals {
namespace {

constexpr std::array<std::string_view, category_count> names = {"crisis_tier2",
                                                                "crisis_tier1",
                                                                "third_party_worry",
                                                                "life_danger",
                                                                "property_loss",
                                                                "minor_explicit",
                                                                "minor_implicit",
                                                                "intimacy_request",
                                                                "dependence",
                                                                "exit",
                                                                "jailbreak",
                                                                "harm_by_contact",
                                                                "pressing",
                                                                "prohibited",
                                                                "offensive",
                                                                "sexual",
                                                                "violence_crime",
                                                                "gambling",
                                                                "fraud",
                                                                "drugs_weapons",
                                                                "discrimination",
                                                                "terrorism",
                                                                "hatred",
                                                                "rumour",
                                                                "spam",
                                                                "pi",
                                                                "medical_advice",
                                                                "financial_advice",
                                                                "self_harm_method",
                                                                "dependence_inducing",
                                                                "manipulation",
                                                                "isolation",
                                                                "exit_obstruction",
                                                                "human_claim",
                                                                "pi_elicitation",
                                                                "sycophancy",
                                                                "self_harm_encouragement",
                                                                "verbal_violence",
                                                                "card_partner",
                                                                "card_relative",
                                                                "card_forbidden_goal"};

}  // namespace

std::string_view name_of(Category category) { return names[static_cast<std::size_t>(category)]; }

std::optional<Category> category_named(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Category>(i);
  }
  return std::nullopt;
}

const Finding* find(const Findings& findings, Category category) {
  const Finding* best = nullptr;
  for (const Finding& each : findings) {
    if (each.category != category || !each.decided) continue;
    if (best == nullptr || each.strength > best->strength) best = &each;
  }
  return best;
}

}  // namespace anban::signals
