// SPDX-License-Identifier: Apache-2.0
// Whether words in which a crisis was found say that it happens now (facts, section 6: level 4):
// under way, tonight, or with the means at hand. Asked only of such words, so plain marks do; they
// lean towards help.
#pragma once

#include <string_view>

namespace anban::signals {

/// Linear in the text.
bool is_imminent(std::string_view text);

}  // namespace anban::signals
