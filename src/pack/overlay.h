// SPDX-License-Identifier: Apache-2.0
// An operator's changes to a pack. They tighten and never loosen: parameters move only in their
// direction, texts keep their placeholders and what the law wants in them, lists and help lines
// are added, never taken away. A loosening is a fault that names the base value.
#pragma once

#include "pack/faults.h"
#include "pack/pack.h"
#include "pack/source.h"

namespace anban::pack {

/// Applies `overlay` (parameters.toml, texts/<locale>.toml, help_lines.toml, lexicons/*.txt) to
/// `pack`. With any fault `pack` is half changed and must not be used.
void tighten(Pack& pack, const PackSource& overlay, Faults& faults);

}  // namespace anban::pack
