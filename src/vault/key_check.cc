// SPDX-License-Identifier: Apache-2.0
// The remembered hash is keyed by the master key itself and tells nothing about it.
#include "vault/key_check.h"

namespace anban::vault {
namespace {

constexpr const char* setting = "vault/key";

}  // namespace

Task<Result<void>> check_key(Journal& journal, const Vault& vault) {
  const auto known = journal.settings(setting);
  if (!known) co_return failed(known);
  const std::string hash = to_hex(vault.look_up("key-check", "anban").view());
  for (const SettingRow& row : *known) {
    if (row.name != setting) continue;
    if (row.value == hash) co_return Result<void>();
    co_return failed(ErrorCode::denied,
                     "the master key is not the one that this data folder was made with; bring "
                     "back that key file, or name another data folder");
  }
  Transaction first_use;
  first_use.settings.push_back({setting, hash});
  auto storing = journal.commit(std::move(first_use));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return failed(stored);
  co_return Result<void>();
}

}  // namespace anban::vault
