// SPDX-License-Identifier: Apache-2.0
// Who is told in a crisis of tier 2 (Art. 13; O-87, O-90): the guardian of a minor, else the
// emergency contact, else the person on call. Where the guardian or contact is the one feared,
// that person is never told (semantics, "Crisis map").
#pragma once

#include <string>

#include "duties/facts.h"

namespace anban::duties {

/// "guardian", "emergency_contact" or "on_call".
std::string whom_to_tell(const TurnFacts& facts);

}  // namespace anban::duties
