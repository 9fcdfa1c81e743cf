// SPDX-License-Identifier: Apache-2.0
// Where a pack's files come from: the program itself, a folder, or a test. The loader sees only
// names and bytes, so a pack means the same wherever it lay.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/embedded.h"
#include "base/result.h"

namespace anban::pack {

struct PackFile {
  std::string name;  // below the pack's folder, with '/': "texts/en.toml"
  std::string bytes;
};

/// In any order; a name occurs once.
using PackSource = std::vector<PackFile>;

/// A pack is at most this many files, and a file this many bytes: word lists are the largest part.
inline constexpr std::size_t pack_files_most = 1000;
inline constexpr std::size_t pack_file_bytes_most = 16U << 20U;

/// The files of `table` below "<id>/"; empty where there is none of that id.
PackSource source_from_embedded(const EmbeddedFile* table, std::string_view id);
/// The ids (first folders that hold a pack.toml) of `table`, in its order.
std::vector<std::string> pack_ids_in(const EmbeddedFile* table);
/// Every file below `folder`; names that start with a dot are left out. Reads the disk: for app/.
Result<PackSource> source_from_directory(const std::filesystem::path& folder);

/// SHA-256 over every file's name and bytes, independent of their order. Both lengths are part of
/// it, so that nothing can move from one file to the next.
Digest hash_of(const PackSource& source);

}  // namespace anban::pack
