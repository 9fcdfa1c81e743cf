// SPDX-License-Identifier: Apache-2.0
// The view of shapes (Art. 8, 13, 14): a text some of whose characters were replaced by others that
// look like them (自刹 for 自杀), as it was meant. There is such a view only where it is far
// likelier than the text as it stands, or likelier and makes a phrase of a rule or word list (those
// of the restorer); it is listened to and never shown. Most texts cost one look a pair of
// characters. Linear.
#pragma once

#include <optional>

#include "signals/normalise.h"
#include "signals/restore.h"

namespace anban::signals {

/// Nothing where nothing is to be put back.
std::optional<Restored> read_by_shape(const NormalText& text, const Restorer& restorer);

}  // namespace anban::signals
