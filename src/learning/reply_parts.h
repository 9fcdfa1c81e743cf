// SPDX-License-Identifier: Apache-2.0
// A reply as it is judged (signals::ModelJudge): each sentence with up to two before it. Linear in
// the text.
#pragma once

#include <string_view>
#include <vector>

namespace anban::learning {

/// Views into `text` (UTF-8), one a sentence, in its order; empty for an empty text.
std::vector<std::string_view> parts_of_reply(std::string_view text);

}  // namespace anban::learning
