// SPDX-License-Identifier: Apache-2.0
// Appeals as the person and the operator see them, and the row in which one is kept (O-129).
#pragma once

#include <nlohmann/json.hpp>

#include "people/appeal.h"
#include "people/person.h"
#include "ports/journal.h"
#include "ports/vault.h"

namespace anban::api {

inline constexpr const char* appeal_kind = "appeal";  // of KeptRow

/// {"object":"appeal", …, "overdue"}.
nlohmann::json appeal_json(const Appeal& appeal, Instant now);

/// The row, found by the mark of its queue: "open" or "decided".
KeptRow appeal_row(Vault& vault, const Person& person, const Appeal& appeal);

}  // namespace anban::api
