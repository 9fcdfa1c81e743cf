// SPDX-License-Identifier: Apache-2.0
// What staff see of a conversation (O-93): the shape of what was said, with everything that was
// noticed and every personal number blacked out, so that nobody is exposed to more than they need.
#pragma once

#include <string>
#include <string_view>

#include "signals/finding.h"

namespace anban {

/// `text` with each code point inside a decided finding, or inside personal data, replaced by "█".
/// Spans beyond the text are cut.
std::string blacked_out(std::string_view text, const signals::Findings& findings);

}  // namespace anban
