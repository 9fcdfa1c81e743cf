// SPDX-License-Identifier: Apache-2.0
// Binds a data folder to its master key, so that a changed key is noticed at start and not as rows
// that do not open one by one.
#pragma once

#include "base/result.h"
#include "base/task.h"
#include "ports/journal.h"
#include "ports/vault.h"

namespace anban::vault {

/// Remembers a hash of the key in the journal's setting "vault/key" on first use, and compares on
/// every later one. Errors: denied (another key; says what to do), and those of the journal.
Task<Result<void>> check_key(Journal& journal, const Vault& vault);

}  // namespace anban::vault
