// SPDX-License-Identifier: Apache-2.0
// parameters.toml: [group.name] with value, limit and citation. A number without its source is no
// parameter but somebody's opinion, so it is refused.
#include <array>
#include <limits>

#include <fmt/format.h>

#include "pack/pack_parts.h"
#include "pack/table_reader.h"

namespace anban::pack {
namespace {

constexpr std::array<std::string_view, 4> directions{"at_most", "at_least", "exactly", "free"};

template <class Type>
bool is_field_of(const ParamField& field) {
  return std::holds_alternative<Type& (*)(Params&)>(field.field);
}

std::string expected_of(const ParamField& field) {
  if (is_field_of<bool>(field)) return "true or false";
  if (is_field_of<int>(field)) return fmt::format("a whole number from {}", field.least);
  if (is_field_of<Milliseconds>(field)) return "a duration such as \"2h\", \"90m\" or \"30d\"";
  if (is_field_of<Seconds>(field)) return "a time of day such as \"22:00\"";
  return "a text that is not empty";
}

std::optional<ParamValue> text_value(const ParamField& field, const std::string& text) {
  if (is_field_of<Milliseconds>(field)) {
    const Result<Milliseconds> duration = parse_duration(text);
    if (duration && *duration > Milliseconds(0)) return *duration;
  }
  if (is_field_of<Seconds>(field)) {
    const Result<Seconds> of_day = parse_time_of_day(text);
    if (of_day) return *of_day;
  }
  if (is_field_of<std::string>(field) && !text.empty()) return text;
  return std::nullopt;
}

std::optional<ParamValue> typed_value(const ParamField& field, const TomlValue& value) {
  if (const bool* truth = std::get_if<bool>(&value.is); truth && is_field_of<bool>(field)) {
    return *truth;
  }
  const std::int64_t* number = std::get_if<std::int64_t>(&value.is);
  if (number != nullptr && is_field_of<int>(field)) {
    if (*number < field.least || *number > std::numeric_limits<int>::max()) return std::nullopt;
    return static_cast<int>(*number);
  }
  const std::string* text = std::get_if<std::string>(&value.is);
  return text == nullptr ? std::nullopt : text_value(field, *text);
}

/// The one key among at_most, at_least, exactly and free that the table has.
void read_limit(const ParamField& field, const ParamValue& value, const std::string& file,
                TableReader& reader, Pack& pack, Faults& faults) {
  const std::string_view wanted = name_of(field.direction);
  for (const std::string_view each : directions) {
    if (each == wanted || reader.take(each) == nullptr) continue;
    reader.fault(each,
                 fmt::format("{} is tightened by \"{}\", not \"{}\"", field.name, wanted, each));
  }
  const TomlEntry* entry = reader.take(wanted);
  set_value(field, pack.limits, value);
  if (entry == nullptr) {
    reader.fault("value", fmt::format("{} has no \"{}\"", field.name, wanted));
    return;
  }
  if (field.direction == Direction::free) return;
  const std::optional<ParamValue> limit = read_param_value(field, entry->value, file, faults);
  if (!limit) return;
  set_value(field, pack.limits, *limit);
  const std::partial_ordering order = strictness(field, value, *limit);
  if (order == std::partial_ordering::less || order == std::partial_ordering::unordered) {
    reader.fault("value", fmt::format("{} is {}, beyond its own limit ({} {})", field.name,
                                      to_text(value), wanted, to_text(*limit)));
  }
}

void read_parameter(const ParamField& field, const TomlEntry& entry, const std::string& file,
                    Pack& pack, Faults& faults) {
  const TomlTable* table = std::get_if<TomlTable>(&entry.value.is);
  if (table == nullptr) {
    faults.add(file, entry.value.at,
               fmt::format("{} needs a table with value, {} and citation", field.name,
                           name_of(field.direction)));
    return;
  }
  TableReader reader(*table, entry.at, file, std::string(field.name), faults);
  pack.param_notes[std::string(field.name)].citation = reader.text("citation");
  const TomlEntry* found = reader.take("value");
  if (found == nullptr) {
    faults.add(file, entry.at, fmt::format("{} has no \"value\"", field.name));
  } else if (auto value = read_param_value(field, found->value, file, faults)) {
    set_value(field, pack.params, *value);
    read_limit(field, *value, file, reader, pack, faults);
  }
  for (const std::string_view each : directions) reader.take(each);
  reader.refuse_unknown();
}

}  // namespace

std::optional<ParamValue> read_param_value(const ParamField& field, const TomlValue& value,
                                           const std::string& file, Faults& faults) {
  std::optional<ParamValue> typed = typed_value(field, value);
  if (!typed) {
    faults.add(file, value.at, fmt::format("{} must be {}", field.name, expected_of(field)));
    return std::nullopt;
  }
  const std::string* word = std::get_if<std::string>(&*typed);
  if (word == nullptr || field.choices.empty()) return typed;
  for (const std::string_view choice : field.choices) {
    if (choice == *word) return typed;
  }
  std::string choices;
  for (const std::string_view choice : field.choices) {
    choices += fmt::format("{}\"{}\"", choices.empty() ? "" : ", ", choice);
  }
  faults.add(file, value.at, fmt::format("{} must be one of {}", field.name, choices));
  return std::nullopt;
}

void read_parameters(const TomlTable& root, const std::string& file, Pack& pack, Faults& faults) {
  std::set<std::string, std::less<>> found;
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
        continue;
      }
      found.insert(name);
      read_parameter(*field, member, file, pack, faults);
    }
  }
  for (const ParamField& field : param_fields()) {
    if (found.contains(field.name)) continue;
    faults.add(file, {}, fmt::format("the parameter {} is missing", field.name));
  }
}

}  // namespace anban::pack
