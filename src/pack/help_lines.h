// SPDX-License-Identifier: Apache-2.0
// Help lines grow old (O-86): numbers move, services end. Whoever is on duty is told which ones
// nobody has checked for too long; people in distress are still shown them.
#pragma once

#include <vector>

#include "pack/pack.h"

namespace anban::pack {

/// The lines last checked more than crisis.help_lines_stale_after before the local day `today`.
std::vector<const HelpLine*> stale_help_lines(const Pack& pack, LocalDate today);

}  // namespace anban::pack
