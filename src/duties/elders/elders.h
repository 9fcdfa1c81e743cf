// SPDX-License-Identifier: Apache-2.0
// Elders (Art. 15; Draft Art. 13; O-137 to O-141, O-143): guidance in plain words, prominent
// warnings of what may cost them money, a case where they ask for a person, a refund or a
// complaint, a prompt for an emergency contact, and their relatives. Danger to life, health or
// property is the crisis duty's; leaving is the leaving duty's.
#pragma once

#include <optional>
#include <string_view>

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties {

void elders(const TurnFacts& facts, const pack::Params& params, Requirements& required);

/// Until when a case of that kind is answered; nothing where no time is set for the kind.
std::optional<Instant> elder_case_due(std::string_view kind, Instant opened,
                                      const pack::Params& params);

}  // namespace anban::duties
