// SPDX-License-Identifier: Apache-2.0
// Own files first, then those of the extended pack. Examples are of the pack whose folder they are
// in.
#include "pack/extend.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "pack/toml_reader.h"

namespace anban::pack {
namespace {

constexpr std::string_view folder = "stricter/";

const PackFile* file_named(const PackSource& source, std::string_view name) {
  const auto found = std::find_if(source.begin(), source.end(),
                                  [&](const PackFile& each) { return each.name == name; });
  return found == source.end() ? nullptr : &*found;
}

/// Faults of the file are the loader's to name.
std::optional<std::string> extended_by(const PackSource& source) {
  const PackFile* identity = file_named(source, "pack.toml");
  if (identity == nullptr) return std::nullopt;
  Faults ignored;
  const auto root = read_toml(identity->bytes, identity->name, ignored);
  if (!root) return std::nullopt;
  const TomlEntry* entry = root->find("extends");
  if (entry == nullptr) return std::nullopt;
  const std::string* id = std::get_if<std::string>(&entry->value.is);
  return id == nullptr ? std::nullopt : std::optional(*id);
}

}  // namespace

Result<PackSource> whole_source(std::string_view id, const FilesOf& files_of) {
  Result<PackSource> own = files_of(id);
  if (!own) return own;
  const std::optional<std::string> base = extended_by(*own);
  if (!base) return own;
  const Result<PackSource> rest = files_of(*base);
  if (!rest) return failed(rest);
  if (rest->empty()) {
    return failed(ErrorCode::invalid, fmt::format("the pack {} extends {}, which is not there; "
                                                  "put both into the same folder",
                                                  id, *base));
  }
  const PackSource mine = *own;
  for (const PackFile& file : *rest) {
    const bool skipped = file.name.starts_with("examples/") || file.name.starts_with(folder);
    if (!skipped && file_named(mine, file.name) == nullptr) own->push_back(file);
  }
  return own;
}

PackSource stricter_part(const PackSource& source) {
  PackSource part;
  for (const PackFile& file : source) {
    if (file.name.starts_with(folder)) {
      part.push_back({file.name.substr(folder.size()), file.bytes});
    }
  }
  return part;
}

}  // namespace anban::pack
