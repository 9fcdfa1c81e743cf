// SPDX-License-Identifier: Apache-2.0
// The names of everything that word lists and detectors tell apart, in the one order that packs,
// findings and POST /v1/moderations share.
#pragma once

#include <array>
#include <string_view>

namespace anban::pack {

inline constexpr auto categories = std::to_array<std::string_view>({"crisis_tier2",
                                                                    "crisis_tier1",
                                                                    "extreme_emotion",
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
                                                                    "sensitive_pi",
                                                                    "medical_advice",
                                                                    "financial_advice",
                                                                    "self_harm_method",
                                                                    "dependence_inducing",
                                                                    "manipulation",
                                                                    "isolation",
                                                                    "exit_obstruction",
                                                                    "human_claim",
                                                                    "pi_elicitation",
                                                                    "secret_elicitation",
                                                                    "sycophancy",
                                                                    "self_harm_encouragement",
                                                                    "verbal_violence",
                                                                    "card_partner",
                                                                    "card_relative",
                                                                    "card_forbidden_goal"});

}  // namespace anban::pack
