// SPDX-License-Identifier: Apache-2.0
// A takeover as staff see it, and its messages.
#pragma once

#include <nlohmann/json.hpp>

#include "turn/takeovers.h"

namespace anban::api {

/// `idle`: after which silence it ends.
nlohmann::json takeover_json(const TakenOver& taken, Milliseconds idle, Instant now);

/// What was said since the takeover began, oldest first: {"id", "at", "from", "text"}. A reply that
/// only shows words of the staff again is left out. Errors: those of journal and vault.
Result<nlohmann::json> takeover_messages(TurnDeps& deps, const TakenOver& taken,
                                         const TurnId& after, std::size_t limit);

/// The case: the session and character of the turn that opened it.
Result<MessageRow> turn_of_case(TurnDeps& deps, const CaseRow& row);

}  // namespace anban::api
