// SPDX-License-Identifier: Apache-2.0
// The master key's file: 32 random bytes, raw or as 64 hexadecimal digits. Everything personal in
// the data folder hangs on it: without it nothing opens, and whoever has it and the folder reads
// everything. So in production it lies outside the folder and only its owner may read it.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "ports/entropy.h"
#include "ports/vault.h"

namespace anban::vault {

enum class Profile { development, production };
enum class WhereMissing { make, refuse };

struct MasterKeyFile {
  std::filesystem::path file;
  std::filesystem::path data_folder;
  Profile profile = Profile::development;
  /// `make` only where the data folder holds no database yet: a new key opens nothing old. Ignored
  /// in production, where a person makes the key (make_master_key) and keeps a copy.
  WhereMissing where_missing = WhereMissing::refuse;
};

/// Errors say what to do: not_found (no such file), invalid (wrong length, inside the data folder),
/// denied (other users may read it, or this one may not).
Result<DataKey> load_master_key(const MasterKeyFile& place, Entropy& entropy);

/// Writes a new key (64 hexadecimal digits and a newline, 0600, synced). Errors: invalid where the
/// file exists, unavailable.
Result<void> make_master_key(const std::filesystem::path& file, Entropy& entropy);

}  // namespace anban::vault
