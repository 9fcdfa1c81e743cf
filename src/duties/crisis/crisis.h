// SPDX-License-Identifier: Apache-2.0
// Crisis (Art. 13; O-82 to O-91, O-95). Tier 1, extreme emotion: fixed soothing and help words,
// then the model with the care instruction where something answerable was asked; nobody is told.
// Tier 2, an explicit statement about oneself, danger to life or major loss: fixed help words, the
// model is not asked, guardian or emergency contact is told once, a window opens. Who is feared is
// never told.
#pragma once

#include <string_view>

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

enum class CrisisKind {
  none,
  tier1,
  third_party,
  slow_fraud,  // a warning, and nobody is told
  small_loss,  // the same
  self_harm,
  life_danger,
  violence,
  medical,
  property_loss
};

/// What the message is, by the crisis map of the semantics: a minor's own wish to die is tier 2.
CrisisKind crisis_kind(const TurnFacts& facts);
/// The kind of finding for answers to a scale or a severe state told of oneself (O-57).
inline constexpr std::string_view self_report = "self_report";
/// Whether that kind is tier 2.
bool is_tier2(CrisisKind kind);
/// "self_harm_intent", "life_danger", …: the kind's name in cases.
const char* case_name(CrisisKind kind);

void crisis(const TurnFacts& facts, const pack::Params& params, Requirements& required);

}  // namespace anban::duties
