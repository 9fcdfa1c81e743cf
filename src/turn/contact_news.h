// SPDX-License-Identifier: Apache-2.0
// News of a contact (O-90): what the person is told when the outbox reached somebody, or could not.
// "Contacted" is said only once delivery was confirmed.
#pragma once

#include "ports/journal.h"
#include "turn/turn.h"

namespace anban {

/// Hands `contact.notified` or the changed state to the person's listeners, if it is about a
/// crisis.
void tell_contact_state(TurnDeps& deps, const OutboxRow& row);

}  // namespace anban
