// SPDX-License-Identifier: Apache-2.0
// The setting's name is part of what it is sealed for, so that no value can stand under another.
#include "turn/rosters.h"

namespace anban {
namespace {

constexpr const char* name = "roster";

std::string purpose_of(const std::string& setting) { return "setting/" + setting; }

}  // namespace

SettingRow sealed_setting(const TurnDeps& deps, std::string setting, std::string_view text) {
  std::string sealed = to_base64(deps.vault.seal(deps.outbox_key, purpose_of(setting), text));
  return {std::move(setting), std::move(sealed)};
}

Result<std::string> open_setting(Vault& vault, const DataKey& outbox_key, const SettingRow& row) {
  const auto sealed = from_base64(row.value);
  if (!sealed) return failed(ErrorCode::corrupt, "a sealed setting is no base64");
  return vault.open(outbox_key, purpose_of(row.name), *sealed);
}

Result<std::optional<Roster>> stored_roster(Journal& journal, Vault& vault,
                                            const DataKey& outbox_key) {
  const auto rows = journal.settings(name);
  if (!rows) return failed(rows);
  for (const SettingRow& row : *rows) {
    if (row.name != name) continue;
    const auto text = open_setting(vault, outbox_key, row);
    if (!text) return failed(text);
    auto roster = roster_from_stored(*text);
    if (!roster) return failed(roster);
    return std::move(*roster);
  }
  return std::optional<Roster>();
}

SettingRow roster_row(const TurnDeps& deps, const Roster& roster) {
  return sealed_setting(deps, name, to_stored(roster));
}

}  // namespace anban
