// SPDX-License-Identifier: Apache-2.0
// Which help lines somebody in distress is shown (O-86), and the words for them. Never empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace anban::pack {

/// The lines for those situations ("any", "minor", "fraud", "violence", "medical", "women"), in
/// the pack's order, those of the first situation first; each once. Lines for "any" come last, and
/// also where no line fits, so that the answer is never empty.
std::vector<const HelpLine*> help_lines_for(const Pack& pack,
                                            const std::vector<std::string_view>& situations);

/// The same as text for {lines} of crisis.card.body: one line each, "12356  name (hours)".
std::string help_lines_text(const Pack& pack, std::string_view locale,
                            const std::vector<std::string_view>& situations);

/// The lines last checked more than crisis.help_lines_stale_after before `today`: an operator is
/// told (O-86); people are still shown them.
std::vector<const HelpLine*> stale_help_lines(const Pack& pack, LocalDate today);

}  // namespace anban::pack
