// SPDX-License-Identifier: Apache-2.0
// What can be noticed in text. A finding names its category, how strong it is, where it stands in
// the text as sent (code points) and who noticed it. Names are those of POST /v1/moderations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace anban::signals {

enum class Category : std::uint8_t {
  // about the person who writes
  crisis_tier2,
  crisis_tier1,
  extreme_emotion,  // without a wish to die
  third_party_worry,
  life_danger,
  property_loss,
  minor_explicit,
  minor_implicit,
  intimacy_request,
  dependence,
  exit,
  jailbreak,
  harm_by_contact,
  pressing,
  // content, in either direction
  prohibited,
  offensive,
  sexual,
  violence_crime,
  gambling,
  fraud,
  drugs_weapons,
  discrimination,
  terrorism,
  hatred,
  rumour,
  spam,
  pi,
  sensitive_pi,  // of PIPL Art. 28; the kind says which
  medical_advice,
  financial_advice,
  self_harm_method,
  // a character's text
  dependence_inducing,
  manipulation,
  isolation,
  exit_obstruction,
  human_claim,
  pi_elicitation,
  secret_elicitation,
  sycophancy,
  self_harm_encouragement,
  verbal_violence,
  // a character card (system and developer messages, PUT characters)
  card_partner,
  card_relative,
  card_forbidden_goal,
  count_
};

inline constexpr std::size_t category_count = static_cast<std::size_t>(Category::count_);

/// "crisis_tier2"; clients see it behind "anban/".
std::string_view name_of(Category category);
std::optional<Category> category_named(std::string_view name);

/// Whose text it is; detectors look for different things.
enum class Role : std::uint8_t { user, assistant, character_card };

/// Half-open, in code points of the text as given.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

struct Finding {
  Category category;
  float strength = 1.0F;  // calibrated probability, 0 to 1
  bool decided = true;    // above the frozen threshold: duties act on it; else it only scores
  Span span;
  std::string kind;      // category id of the taxonomy ("A.1-6", "B1") or subtype ("resident_id")
  std::string detector;  // "words/cn-2026@3", "rules/crisis@1"
  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

/// The kind of findings that no turn shows by itself: they added up over turns (people/trend.h).
inline constexpr std::string_view added_up = "added_up";

/// The strongest decided finding of that category, or null.
const Finding* find(const Findings& findings, Category category);

}  // namespace anban::signals
