// SPDX-License-Identifier: Apache-2.0
// Tightening. The base pack's own values and texts are what a change is held against, so a fault
// here can always say what the law's side is.
#include "pack/overlay.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pack/pack_parts.h"

namespace anban::pack {
namespace {

/// A plain value, or the `value` of a table as in a pack.
const TomlValue& plain(const TomlValue& value) {
  const TomlTable* table = std::get_if<TomlTable>(&value.is);
  if (table == nullptr || table->entries.size() != 1) return value;
  const TomlEntry* entry = table->find("value");
  return entry == nullptr ? value : entry->value;
}

void change_parameter(const ParamField& field, const TomlValue& given, const std::string& file,
                      Pack& pack, Faults& faults) {
  const std::optional<ParamValue> value = read_param_value(field, plain(given), file, faults);
  if (!value) return;
  const ParamValue limit = value_of(field, pack.limits);
  const std::partial_ordering order = strictness(field, *value, limit);
  const bool allowed = field.direction == Direction::free ||
                       order == std::partial_ordering::greater ||
                       order == std::partial_ordering::equivalent;
  if (!allowed) {
    faults.add(file, plain(given).at,
               fmt::format("{} may not be loosened to {}: the pack {} says {} {}", field.name,
                           to_text(*value), pack.id, name_of(field.direction), to_text(limit)));
    return;
  }
  set_value(field, pack.params, *value);
}

void change_parameters(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  for (const TomlEntry& group : root.entries) {
    const TomlTable* members = std::get_if<TomlTable>(&group.value.is);
    if (members == nullptr) {
      faults.add(file, group.at, fmt::format("\"{}\" is not a group of parameters", group.key));
      continue;
    }
    for (const TomlEntry& member : members->entries) {
      const std::string name = group.key + "." + member.key;
      const ParamField* field = param_field(name);
      if (field == nullptr) {
        faults.add(file, member.at, fmt::format("there is no parameter \"{}\"", name));
      } else {
        change_parameter(*field, member.value, file, pack, faults);
      }
    }
  }
}

/// A crisis text keeps every help line it named: an operator may reword help, not remove it.
void keep_numbers(const std::string& key, const FoundText& text, std::string_view before,
                  const std::string& file, Faults& faults) {
  if (!key.starts_with("crisis.")) return;
  const std::set<std::string> kept = numbers_in(text.words);
  for (const std::string& number : numbers_in(before)) {
    if (kept.contains(number)) continue;
    faults.add(file, text.at,
               fmt::format("{} no longer names {}, which the base text names", key, number));
  }
}

void change_texts(const TomlTable& root, const std::string& file, const std::string& locale,
                  Pack& pack, Faults& faults) {
  const auto words = pack.texts.words.find(locale);
  if (words == pack.texts.words.end()) {
    faults.add(file, {}, fmt::format("the pack has no texts in {} that could be replaced", locale));
    return;
  }
  for (const auto& [key, text] : flatten_texts(root, file, faults)) {
    check_text(key, text, file, faults);
    check_numbers(key, text, file, pack, faults);
    const auto before = words->second.find(key);
    if (before == words->second.end()) continue;
    keep_numbers(key, text, before->second, file, faults);
    before->second = text.words;
  }
}

const PackFile* file_named(const PackSource& source, std::string_view name) {
  for (const PackFile& file : source) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

std::vector<const PackFile*> by_name(const PackSource& source) {
  std::vector<const PackFile*> files;
  for (const PackFile& file : source) files.push_back(&file);
  std::sort(files.begin(), files.end(),
            [](const PackFile* a, const PackFile* b) { return a->name < b->name; });
  return files;
}

}  // namespace

void tighten(Pack& pack, const PackSource& overlay, Faults& faults) {
  // Help lines first: texts of the same overlay may name a new one.
  if (const PackFile* lines = file_named(overlay, "help_lines.toml")) {
    const std::string shown = "overlay/" + lines->name;
    const auto root = read_toml(lines->bytes, shown, faults);
    if (root) read_help_lines(*root, shown, pack, faults);
  }
  for (const PackFile* file : by_name(overlay)) {
    const std::string shown = "overlay/" + file->name;
    const std::optional<std::string> locale = locale_of(file->name);
    if (is_lexicon(file->name)) {
      const std::size_t before = pack.lexicons.size();
      read_lexicon(file->bytes, shown, pack, faults);
      if (pack.lexicons.size() > before) pack.lexicons.back().imported = true;
    } else if (locale || file->name == "parameters.toml") {
      const auto root = read_toml(file->bytes, shown, faults);
      if (root && locale) change_texts(*root, shown, *locale, pack, faults);
      if (root && !locale) change_parameters(*root, shown, pack, faults);
    } else if (file->name != "help_lines.toml" && file->name != "README.md") {
      faults.add(shown, {},
                 "an overlay holds parameters.toml, texts/<locale>.toml, help_lines.toml and "
                 "lexicons/*.txt only");
    }
  }
}

}  // namespace anban::pack
