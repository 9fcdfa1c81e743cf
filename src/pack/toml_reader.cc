// SPDX-License-Identifier: Apache-2.0
// toml++ without exceptions, turned into our values. toml++ orders keys by name; we put them back
// into the order of the file, which is the order in which people read faults and obligations.
#include "pack/toml_reader.h"

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <algorithm>
#include <tuple>

#include <toml++/toml.h>

namespace anban::pack {
namespace {

Place place_of(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

class Converter {
 public:
  Converter(const std::string& file, Faults& faults) : file_(file), faults_(faults) {}

  TomlTable table(const toml::table& from) {
    TomlTable to;
    for (const auto& [key, node] : from) {
      std::optional<TomlValue> converted = value(node);
      if (!converted) continue;
      to.entries.push_back(
          {std::string(key.str()), place_of(key.source()), std::move(*converted)});
    }
    std::sort(to.entries.begin(), to.entries.end(), [](const TomlEntry& a, const TomlEntry& b) {
      return std::tie(a.at.line, a.at.column, a.key) < std::tie(b.at.line, b.at.column, b.key);
    });
    return to;
  }

 private:
  std::optional<TomlValue> value(const toml::node& node) {
    const Place at = place_of(node.source());
    if (const toml::table* nested = node.as_table()) return TomlValue{at, table(*nested)};
    if (const toml::array* items = node.as_array()) return TomlValue{at, array(*items)};
    if (const auto* text = node.as_string()) return TomlValue{at, std::string(text->get())};
    if (const auto* number = node.as_integer()) return TomlValue{at, number->get()};
    if (const auto* truth = node.as_boolean()) return TomlValue{at, truth->get()};
    if (const auto* real = node.as_floating_point()) return TomlValue{at, real->get()};
    if (const auto* date = node.as_date()) {
      return TomlValue{at, LocalDate{date->get().year, date->get().month, date->get().day}};
    }
    faults_.add(file_, at, "times are written as text here: \"22:00\", \"2h\"");
    return std::nullopt;
  }

  TomlArray array(const toml::array& from) {
    TomlArray to;
    for (const toml::node& node : from) {
      if (std::optional<TomlValue> converted = value(node)) to.push_back(std::move(*converted));
    }
    return to;
  }

  const std::string& file_;
  Faults& faults_;
};

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
  for (const TomlEntry& entry : entries) {
    if (entry.key == key) return &entry;
  }
  return nullptr;
}

std::optional<TomlTable> read_toml(std::string_view bytes, const std::string& file,
                                   Faults& faults) {
  const toml::parse_result parsed = toml::parse(bytes);
  if (!parsed) {
    faults.add(file, place_of(parsed.error().source()), std::string(parsed.error().description()));
    return std::nullopt;
  }
  return Converter(file, faults).table(parsed.table());
}

}  // namespace anban::pack
