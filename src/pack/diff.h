// SPDX-License-Identifier: Apache-2.0
// Packs as text for people: what `anban policy show`, `check` and `diff` print.
#pragma once

#include <string>

#include "pack/load.h"
#include "pack/pack.h"

namespace anban::pack {

/// Title, force, hash, parameters with citation, counts of texts, lists, lines and obligations.
std::string show(const Pack& pack, Instant now);
/// "cn-2026 is sound: …" or every fault.
std::string check(const Loaded& loaded);
/// What is different in `after`, one line each; empty for packs that mean the same.
std::string diff(const Pack& before, const Pack& after);

}  // namespace anban::pack
