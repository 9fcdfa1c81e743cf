// SPDX-License-Identifier: Apache-2.0
// Masking (Art. 8(3), 16; O-27): resident IDs and bank card numbers that a person volunteers are
// replaced before the model server sees them; nobody needs them for a conversation.
#pragma once

#include <string>

#include "signals/observer.h"

namespace anban {

/// `text` with each such number as "[身份证号]" or "[银行卡号]". Texts with too few digits to hold
/// one are returned as they are, at the cost of counting.
std::string masked_for_model(const signals::Observer& observer, const std::string& text);

}  // namespace anban
