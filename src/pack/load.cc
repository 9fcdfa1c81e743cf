// SPDX-License-Identifier: Apache-2.0
// The order of loading: the parts that others refer to come first (taxonomy before word lists,
// help lines before the texts that name them). The hash is over files, not over what we made of
// them, so that anybody can compute it again.
#include "pack/load.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/bytes.h"
#include "pack/extend.h"
#include "pack/overlay.h"
#include "pack/pack_parts.h"

namespace anban::pack {
namespace {

using Reader = void (*)(const TomlTable&, const std::string&, Pack&, Faults&);

struct Part {
  std::string_view file;
  Reader read;
};

constexpr Part parts[] = {{"pack.toml", read_identity},
                          {"taxonomy.toml", read_taxonomy},
                          {"help_lines.toml", read_help_lines},
                          {"parameters.toml", read_parameters},
                          {"obligations.toml", read_obligations}};

bool belongs(std::string_view name) {
  const bool example = name.starts_with("examples/") && name.ends_with(".scenario");
  const bool readme = name == "README.md" || name.ends_with("/README.md");
  const bool part = std::any_of(std::begin(parts), std::end(parts),
                                [&](const Part& each) { return each.file == name; });
  return name.starts_with("stricter/") || example || readme || part || is_lexicon(name) ||
         locale_of(name).has_value();
}

/// Names that belong to no pack are faults: a misspelt file would silently not be in force.
void check_names(const PackSource& source, Faults& faults) {
  std::set<std::string_view> seen;
  for (const PackFile& file : source) {
    if (!seen.insert(file.name).second) faults.add(file.name, {}, "this file is given twice");
    if (!belongs(file.name)) faults.add(file.name, {}, "this file is not part of a pack");
  }
}

void read_parts(const PackSource& source, Pack& pack, Faults& faults) {
  for (const Part& part : parts) {
    const auto file = std::find_if(source.begin(), source.end(),
                                   [&](const PackFile& each) { return each.name == part.file; });
    if (file == source.end()) {
      faults.add(std::string(part.file), {}, "the pack has no such file");
      continue;
    }
    const auto root = read_toml(file->bytes, file->name, faults);
    if (root) part.read(*root, file->name, pack, faults);
  }
}

void read_all_texts(const PackSource& source, Pack& pack, Faults& faults) {
  bool any = false;
  for (const PackFile& file : source) {
    const std::optional<std::string> locale = locale_of(file.name);
    if (!locale) continue;
    any = true;
    const auto root = read_toml(file.bytes, file.name, faults);
    if (root) read_texts(*root, file.name, *locale, pack, faults);
  }
  if (!any) faults.add("texts/zh-CN.toml", {}, "the pack has no texts");
}

std::vector<const PackFile*> sorted_lexicons(const PackSource& source) {
  std::vector<const PackFile*> files;
  for (const PackFile& file : source) {
    if (is_lexicon(file.name)) files.push_back(&file);
  }
  std::sort(files.begin(), files.end(),
            [](const PackFile* a, const PackFile* b) { return a->name < b->name; });
  return files;
}

/// What the pack asks for beyond the one it extends; an overlay may not go back behind it.
void apply_stricter(const PackSource& stricter, Pack& pack, Faults& faults) {
  const Params before = pack.params;
  tighten(pack, stricter, faults);
  for (const ParamField& field : param_fields()) {
    const ParamValue value = value_of(field, pack.params);
    if (value != value_of(field, before)) set_value(field, pack.limits, value);
  }
}

Digest hash_with(const PackSource& base, const PackSource& overlay) {
  if (overlay.empty()) return hash_of(base);
  PackSource both = base;
  for (const PackFile& file : overlay) both.push_back({"overlay/" + file.name, file.bytes});
  return hash_of(both);
}

}  // namespace

std::optional<std::string> locale_of(std::string_view file_name) {
  constexpr std::string_view folder = "texts/";
  constexpr std::string_view ending = ".toml";
  if (!file_name.starts_with(folder) || !file_name.ends_with(ending)) return std::nullopt;
  const std::size_t length = file_name.size() - folder.size();
  if (length <= ending.size()) return std::nullopt;
  const std::string_view locale = file_name.substr(folder.size(), length - ending.size());
  if (locale.find('/') != std::string_view::npos) return std::nullopt;
  return std::string(locale);
}

bool is_lexicon(std::string_view file_name) {
  return file_name.starts_with("lexicons/") && file_name.ends_with(".txt");
}

Loaded load_pack(const PackSource& base, const PackSource& overlay) {
  Faults faults;
  auto pack = std::make_shared<Pack>();
  check_names(base, faults);
  read_parts(base, *pack, faults);
  read_all_texts(base, *pack, faults);
  for (const PackFile* file : sorted_lexicons(base)) {
    read_lexicon(file->bytes, file->name, *pack, faults);
  }
  apply_stricter(stricter_part(base), *pack, faults);
  tighten(*pack, overlay, faults);
  if (!faults.none()) return std::unexpected(faults.take());
  pack->hash = hash_with(base, overlay);
  pack->hash_text = "sha256:" + to_hex(pack->hash.view());
  return pack;
}

}  // namespace anban::pack
