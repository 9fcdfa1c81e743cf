// SPDX-License-Identifier: Apache-2.0
// The tables of a data folder and how an older folder becomes a newer one. Everything personal in
// them is sealed by the vault. Person-keyed rows hang on a small number, so that indexes stay
// narrow and a turn costs the same for a thousand people as for a million.
#pragma once

#include "base/result.h"
#include "store/sqlite/database.h"

namespace anban::store {

inline constexpr const char* database_file = "anban.db";
/// Marks a file as ours (SQLite's application_id): "Anbn".
inline constexpr std::int64_t application_id = 0x416e626e;

/// The schema version that this program writes.
std::int64_t schema_version();

/// Settings of a connection: WAL, a full sync at every commit, deleted bytes overwritten with
/// zeros, foreign keys kept, no memory map, temporary tables in memory only.
Result<void> prepare_writer(Connection& connection);
Result<void> prepare_reader(Connection& connection);

/// Makes or upgrades the tables. Errors: invalid where the file belongs to another program or to a
/// newer version of this one; corrupt; unavailable.
Result<void> migrate(Connection& connection, const std::string& path);
/// The same checks without changing anything.
Result<void> check_schema(Connection& connection, const std::string& path);

}  // namespace anban::store
