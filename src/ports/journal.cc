// SPDX-License-Identifier: Apache-2.0
// Names of outbox states as clients and files spell them.
#include "ports/journal.h"

namespace anban {

const char* name_of(OutboxState state) {
  switch (state) {
    case OutboxState::pending: return "pending";
    case OutboxState::delivered: return "delivered";
    case OutboxState::failed: return "failed";
    case OutboxState::unavailable: return "unavailable";
    case OutboxState::captured: return "captured";
  }
  return "unknown";
}

const char* state_name(const OutboxRow& row) {
  const bool accepted = row.state == OutboxState::pending && !row.reference.empty();
  return accepted ? "accepted" : name_of(row.state);
}

}  // namespace anban
