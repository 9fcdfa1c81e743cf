// SPDX-License-Identifier: Apache-2.0
// The names of words that only the operator's own people read (pack/text_keys.h has all others, and
// the rules of these too).
#pragma once

#include "pack/text_keys.h"

namespace anban::pack::keys {

inline constexpr TextKey drills_overdue_subject{"drills.overdue.subject"};
inline constexpr TextKey drills_overdue_body{"drills.overdue.body"};  // {plan}, {date}

}  // namespace anban::pack::keys
