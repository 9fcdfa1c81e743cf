// SPDX-License-Identifier: Apache-2.0
// Copies of a data folder's database: taken while the server runs, brought back into an empty
// folder. A backup still holds, sealed, persons who were erased after it was made: keep it no
// longer than erasure may take by law, and never together with the master key.
#pragma once

#include <filesystem>

#include "base/result.h"

namespace anban::store {

/// Writes one file (0600, synced, checked) with the state of one moment; turns go on meanwhile.
/// Errors: not_found (no data folder), invalid (`file` exists), unavailable, corrupt.
Result<void> back_up(const std::filesystem::path& folder, const std::filesystem::path& file);

/// Makes `folder` from a backup, after checking it. Errors: invalid (the folder has a database
/// already, or the file is no backup of this program), corrupt, unavailable (in use, disk full).
Result<void> restore(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace anban::store
