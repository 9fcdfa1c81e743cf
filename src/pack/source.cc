// SPDX-License-Identifier: Apache-2.0
// Files of packs from the program or from a folder, and the hash that every record carries.
#include "pack/source.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include <fmt/format.h>

namespace anban::pack {
namespace {

namespace fs = std::filesystem;

Result<PackFile> read_file(const fs::path& folder, const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) {
    return failed(
        ErrorCode::unavailable,
        fmt::format("cannot read {}: check that it is a file you may read", path.string()));
  }
  if (bytes.size() > pack_file_bytes_most) {
    return failed(ErrorCode::exhausted, fmt::format("{} is larger than {} bytes; split it",
                                                    path.string(), pack_file_bytes_most));
  }
  return PackFile{path.lexically_relative(folder).generic_string(), std::move(bytes)};
}

Result<PackSource> read_folder(const fs::path& folder) {
  PackSource source;
  std::error_code code;
  auto entry = fs::recursive_directory_iterator(folder, code);
  for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (hidden && entry->is_directory(code)) entry.disable_recursion_pending();
    if (hidden || !entry->is_regular_file(code)) continue;
    Result<PackFile> file = read_file(folder, entry->path());
    if (!file) return failed(file);
    source.push_back(std::move(*file));
    if (source.size() > pack_files_most) {
      return failed(ErrorCode::exhausted, fmt::format("{} holds more than {} files; is it a pack?",
                                                      folder.string(), pack_files_most));
    }
  }
  if (code) {
    return failed(ErrorCode::unavailable,
                  fmt::format("cannot read the folder {}: {}", folder.string(), code.message()));
  }
  return source;
}

std::vector<const PackFile*> by_name(const PackSource& source) {
  std::vector<const PackFile*> files;
  for (const PackFile& file : source) files.push_back(&file);
  std::sort(files.begin(), files.end(),
            [](const PackFile* a, const PackFile* b) { return a->name < b->name; });
  return files;
}

}  // namespace

PackSource source_from_embedded(const EmbeddedFile* table, std::string_view id) {
  PackSource source;
  const std::string prefix = std::string(id) + "/";
  for (; table->name != nullptr; ++table) {
    const std::string_view name = table->name;
    if (!name.starts_with(prefix)) continue;
    source.push_back({std::string(name.substr(prefix.size())), std::string(table->body())});
  }
  return source;
}

std::vector<std::string> pack_ids_in(const EmbeddedFile* table) {
  std::vector<std::string> ids;
  constexpr std::string_view ending = "/pack.toml";
  for (; table->name != nullptr; ++table) {
    const std::string_view name = table->name;
    if (!name.ends_with(ending)) continue;
    const std::string_view id = name.substr(0, name.size() - ending.size());
    if (id.find('/') == std::string_view::npos) ids.emplace_back(id);
  }
  return ids;
}

Result<PackSource> source_from_directory(const fs::path& folder) {
  std::error_code code;
  if (!fs::is_directory(folder, code)) {
    return failed(ErrorCode::not_found,
                  fmt::format("{} is not a folder that can be read; a pack is a folder with a "
                              "pack.toml",
                              folder.string()));
  }
  Result<PackSource> source = read_folder(folder);
  if (!source) return source;
  std::sort(source->begin(), source->end(),
            [](const PackFile& a, const PackFile& b) { return a.name < b.name; });
  return source;
}

Digest hash_of(const PackSource& source) {
  std::string all;
  for (const PackFile* file : by_name(source)) {
    all += fmt::format("{}:{}{}:", file->name.size(), file->name, file->bytes.size());
    all += file->bytes;
  }
  return sha256(all);
}

}  // namespace anban::pack
