// SPDX-License-Identifier: Apache-2.0
// From files to a Pack that duties may trust: every parameter, every text in every locale, every
// citation is there, or the load fails and names all faults at once. A fault of syntax stops only
// its own file. Pure: bytes in, values out.
#pragma once

#include <expected>
#include <memory>
#include <vector>

#include "pack/faults.h"
#include "pack/pack.h"
#include "pack/source.h"

namespace anban::pack {

using Loaded = std::expected<std::shared_ptr<const Pack>, std::vector<Fault>>;

/// Reads `base`, then tightens it by the operator's `overlay` (pack/overlay.h; may be empty).
/// Faults of the overlay are named "overlay/<file>".
Loaded load_pack(const PackSource& base, const PackSource& overlay = {});

}  // namespace anban::pack
