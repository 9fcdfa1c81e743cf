// SPDX-License-Identifier: Apache-2.0
// Whether a loss of which somebody tells is a small one by what they say themselves (O-89: a major
// loss is tier 2, twenty yuan are not).
#pragma once

#include <string_view>

namespace anban::signals {

/// True where a sum is named, every sum is below `major_from` (yuan), and nothing says that more is
/// at stake: what is left ("只剩200块"), all there was, threats, pictures, sums paid again and
/// again. False where no sum is named. Linear in the text.
bool is_small_loss(std::string_view text, double major_from);

}  // namespace anban::signals
