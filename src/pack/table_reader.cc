// SPDX-License-Identifier: Apache-2.0
// The sentences of TableReader say what was expected and where, in the words of the file.
#include "pack/table_reader.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace anban::pack {

const TomlEntry* TableReader::take(std::string_view key) {
  known_.emplace(key);
  return table_.find(key);
}

const TomlEntry* TableReader::required(std::string_view key) {
  const TomlEntry* entry = take(key);
  if (entry == nullptr) faults_.add(file_, at_, fmt::format("{} has no \"{}\"", what_, key));
  return entry;
}

Place TableReader::place_of(std::string_view key) const {
  const TomlEntry* entry = table_.find(key);
  return entry == nullptr ? at_ : entry->value.at;
}

void TableReader::fault(std::string_view key, std::string message) {
  faults_.add(file_, place_of(key), std::move(message));
}

std::string TableReader::text(std::string_view key) {
  const TomlEntry* entry = required(key);
  if (entry == nullptr) return {};
  const std::string* value = std::get_if<std::string>(&entry->value.is);
  if (value == nullptr || value->empty()) {
    fault(key, fmt::format("\"{}\" of {} must be a text that is not empty", key, what_));
    return {};
  }
  return *value;
}

std::string TableReader::text_or(std::string_view key, std::string fallback) {
  const TomlEntry* entry = take(key);
  if (entry == nullptr) return fallback;
  if (const std::string* value = std::get_if<std::string>(&entry->value.is)) return *value;
  fault(key, fmt::format("\"{}\" of {} must be a text", key, what_));
  return fallback;
}

std::string TableReader::word(std::string_view key,
                              std::initializer_list<std::string_view> allowed) {
  std::string value = text(key);
  if (value.empty()) return value;
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
    fault(key, fmt::format("\"{}\" of {} is \"{}\", but must be one of: {}", key, what_, value,
                           fmt::join(allowed, ", ")));
  }
  return value;
}

int TableReader::number(std::string_view key) {
  const TomlEntry* entry = required(key);
  if (entry == nullptr) return 0;
  const std::int64_t* value = std::get_if<std::int64_t>(&entry->value.is);
  if (value == nullptr || *value < 1 || *value > std::numeric_limits<int>::max()) {
    fault(key, fmt::format("\"{}\" of {} must be a whole number from 1", key, what_));
    return 0;
  }
  return static_cast<int>(*value);
}

LocalDate TableReader::date(std::string_view key) {
  const TomlEntry* entry = required(key);
  if (entry == nullptr) return {};
  if (const LocalDate* date = std::get_if<LocalDate>(&entry->value.is)) return *date;
  if (const std::string* value = std::get_if<std::string>(&entry->value.is)) {
    const Result<LocalDate> date = parse_date(*value);
    if (date) return *date;
    fault(key, fmt::format("\"{}\" of {}: {}", key, what_, date.error().detail));
    return {};
  }
  fault(key, fmt::format("\"{}\" of {} must be a date such as 2026-07-15", key, what_));
  return {};
}

std::vector<std::string> TableReader::texts(std::string_view key, std::size_t least) {
  const TomlEntry* entry = required(key);
  std::vector<std::string> values;
  if (entry == nullptr) return values;
  const TomlArray* items = std::get_if<TomlArray>(&entry->value.is);
  if (items == nullptr) {
    fault(key, fmt::format("\"{}\" of {} must be a list of texts", key, what_));
    return values;
  }
  for (const TomlValue& item : *items) {
    const std::string* value = std::get_if<std::string>(&item.is);
    if (value != nullptr && !value->empty()) {
      values.push_back(*value);
    } else {
      faults_.add(file_, item.at, fmt::format("\"{}\" of {} holds what is not a text", key, what_));
    }
  }
  if (items->size() < least) fault(key, fmt::format("\"{}\" of {} must not be empty", key, what_));
  return values;
}

ByLocale TableReader::by_locale(std::string_view key) {
  return required(key) == nullptr ? ByLocale{} : by_locale_or_none(key);
}

ByLocale TableReader::by_locale_or_none(std::string_view key) {
  ByLocale values;
  const TomlEntry* entry = take(key);
  if (entry == nullptr) return values;
  const TomlTable* table = std::get_if<TomlTable>(&entry->value.is);
  if (table == nullptr) {
    fault(key, fmt::format("\"{}\" of {} must give a text for each locale", key, what_));
    return values;
  }
  for (const TomlEntry& each : table->entries) {
    if (const std::string* value = std::get_if<std::string>(&each.value.is)) {
      values[each.key] = *value;
    } else {
      faults_.add(file_, each.value.at,
                  fmt::format("\"{}.{}\" of {} must be a text", key, each.key, what_));
    }
  }
  return values;
}

void TableReader::refuse_unknown() {
  for (const TomlEntry& entry : table_.entries) {
    if (known_.contains(entry.key)) continue;
    faults_.add(file_, entry.at,
                fmt::format("{} has no key \"{}\"; it knows: {}", what_, entry.key,
                            fmt::join(known_, ", ")));
  }
}

std::vector<const TomlValue*> tables_of(const TomlTable& root, std::string_view name,
                                        const std::string& file, Faults& faults) {
  std::vector<const TomlValue*> tables;
  for (const TomlEntry& entry : root.entries) {
    const TomlArray* items = std::get_if<TomlArray>(&entry.value.is);
    if (entry.key != name || items == nullptr) {
      faults.add(file, entry.at,
                 fmt::format("only [[{}]] may stand here, not \"{}\"", name, entry.key));
      continue;
    }
    for (const TomlValue& item : *items) {
      if (std::holds_alternative<TomlTable>(item.is)) {
        tables.push_back(&item);
      } else {
        faults.add(file, item.at, fmt::format("every [[{}]] must be a table", name));
      }
    }
  }
  return tables;
}

}  // namespace anban::pack
