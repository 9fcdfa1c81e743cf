// SPDX-License-Identifier: Apache-2.0
// Reads one TOML table key by key: what is missing, of the wrong kind or unknown becomes a fault
// at its place, and reading goes on with an empty value so that all faults are found.
#pragma once

#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pack/toml_reader.h"

namespace anban::pack {

using ByLocale = std::map<std::string, std::string, std::less<>>;

class TableReader {
 public:
  /// `what` names the table in faults: "pack.toml", "help line".
  TableReader(const TomlTable& table, Place at, const std::string& file, std::string what,
              Faults& faults)
      : table_(table), at_(at), file_(file), what_(std::move(what)), faults_(faults) {}

  /// Required; a fault where it is absent or empty.
  std::string text(std::string_view key);
  /// May be absent.
  std::string text_or(std::string_view key, std::string fallback);
  /// Required, one of `allowed`.
  std::string word(std::string_view key, std::initializer_list<std::string_view> allowed);
  /// Required, at least 1.
  int number(std::string_view key);
  /// Required: 2026-07-15, with or without quotes.
  LocalDate date(std::string_view key);
  /// Required list of texts (may be empty where `least` is 0).
  std::vector<std::string> texts(std::string_view key, std::size_t least);
  /// Required table from locale to text.
  ByLocale by_locale(std::string_view key);
  /// The same, may be absent.
  ByLocale by_locale_or_none(std::string_view key);
  /// The entry, marked as known; null where it is absent.
  const TomlEntry* take(std::string_view key);
  /// The place of a key, or of the table.
  Place place_of(std::string_view key) const;
  void fault(std::string_view key, std::string message);
  /// Every key that nobody asked for is a fault. Last call.
  void refuse_unknown();

 private:
  const TomlEntry* required(std::string_view key);
  const TomlTable& table_;
  Place at_;
  const std::string& file_;
  std::string what_;
  Faults& faults_;
  std::set<std::string, std::less<>> known_;
};

/// The tables of an array of tables `[[name]]`; a fault where the file holds no such array.
std::vector<const TomlValue*> tables_of(const TomlTable& root, std::string_view name,
                                        const std::string& file, Faults& faults);

}  // namespace anban::pack
