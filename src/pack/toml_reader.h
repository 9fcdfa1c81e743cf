// SPDX-License-Identifier: Apache-2.0
// TOML as plain values that remember where they stood. The one door to toml++: everything behind
// it sees these structs only, so that a fault of meaning can be shown at its line and column.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/local_time.h"
#include "pack/faults.h"

namespace anban::pack {

struct TomlValue;
struct TomlEntry;
using TomlArray = std::vector<TomlValue>;

struct TomlTable {
  std::vector<TomlEntry> entries;  // as they stand in the file
  const TomlEntry* find(std::string_view key) const;
};

struct TomlValue {
  Place at;
  std::variant<bool, std::int64_t, double, std::string, LocalDate, TomlArray, TomlTable> is;
};

struct TomlEntry {
  std::string key;
  Place at;  // of the key
  TomlValue value;
};

/// The table of a file. A fault of syntax, and values of kinds that packs do not use (times of
/// day, moments), go to `faults`; nothing after a fault of syntax.
std::optional<TomlTable> read_toml(std::string_view bytes, const std::string& file, Faults& faults);

}  // namespace anban::pack
