// SPDX-License-Identifier: Apache-2.0
// The stored roster (O-47): one setting, sealed, since it holds the addresses of the staff.
#pragma once

#include <optional>

#include "people/roster.h"
#include "ports/journal.h"
#include "turn/turn.h"

namespace anban {

/// The roster that staff put, or nothing. Errors: those of the journal, denied, corrupt.
Result<std::optional<Roster>> stored_roster(Journal& journal, Vault& vault,
                                            const DataKey& outbox_key);
inline Result<std::optional<Roster>> stored_roster(const TurnDeps& deps) {
  return stored_roster(deps.journal, deps.vault, deps.outbox_key);
}
SettingRow roster_row(const TurnDeps& deps, const Roster& roster);

/// A setting that is sealed under the installation's key, and back. Errors: denied, corrupt.
SettingRow sealed_setting(const TurnDeps& deps, std::string name, std::string_view text);
Result<std::string> open_setting(Vault& vault, const DataKey& outbox_key, const SettingRow& row);

}  // namespace anban
