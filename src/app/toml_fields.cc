// SPDX-License-Identifier: Apache-2.0
// Fields over the tables that pack/toml_reader gives, the one door to toml++.
#include "app/toml_fields.h"

#include <charconv>
#include <cstdlib>
#include <fstream>

#include "pack/toml_reader.h"

namespace anban::app {

struct Fields::Inside {
  const pack::TomlTable* table = nullptr;  // null: absent
  std::string prefix;                      // "upstream.main."
  std::string file;
  pack::Faults* faults = nullptr;
  std::set<std::string, std::less<>> asked;
  pack::Place at;

  const pack::TomlValue* value(const char* name) {
    asked.insert(name);
    const pack::TomlEntry* entry = table == nullptr ? nullptr : table->find(name);
    return entry == nullptr ? nullptr : &entry->value;
  }
  void fault_at(const pack::TomlValue* where, const std::string& name, std::string message) const {
    faults->add(file, where == nullptr ? at : where->at, prefix + name + " " + std::move(message));
  }
};

struct TomlDocument::Inside {
  std::optional<pack::TomlTable> table;
  std::string file;
  pack::Faults* faults = nullptr;
};

bool split_address(const std::string& text, std::string& address, int& port) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || colon == 0) return false;
  std::string host = text.substr(0, colon);
  if (host.front() == '[') {
    if (host.back() != ']') return false;
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string::npos) {
    return false;
  }
  int number = -1;
  const char* begin = text.data() + colon + 1;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(begin, end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0 || number > 65535) return false;
  address = host == "localhost" ? "127.0.0.1" : host;
  port = number;
  return true;
}

bool Fields::is_there() const { return inside_->table != nullptr; }

void Fields::fault(const char* name, std::string message) {
  inside_->fault_at(inside_->value(name), name, std::move(message));
}

void Fields::text(const char* name, std::string& into) {
  const pack::TomlValue* value = inside_->value(name);
  if (value == nullptr) return;
  if (const auto* text = std::get_if<std::string>(&value->is)) {
    into = *text;
  } else {
    inside_->fault_at(value, name, "must be a string");
  }
}

void Fields::required_text(const char* name, std::string& into) {
  text(name, into);
  if (is_there() && into.empty()) fault(name, "is missing");
}

void Fields::secret(const char* name, std::string& into) {
  text(name, into);
  std::string file;
  std::string variable;
  text((std::string(name) + "_file").c_str(), file);
  text((std::string(name) + "_env").c_str(), variable);
  if (!file.empty()) {
    std::ifstream stream(file);
    if (!std::getline(stream, into)) fault(name, "_file: " + file + " cannot be read");
  }
  if (!variable.empty()) {
    const char* found = std::getenv(variable.c_str());
    if (found == nullptr) {
      fault(name, "_env: the environment has no " + variable);
    } else {
      into = found;
    }
  }
}

void Fields::path(const char* name, std::filesystem::path& into) {
  std::string named;
  text(name, named);
  if (!named.empty()) into = named;
}

void Fields::boolean(const char* name, bool& into) {
  const pack::TomlValue* value = inside_->value(name);
  if (value == nullptr) return;
  if (const auto* truth = std::get_if<bool>(&value->is)) {
    into = *truth;
  } else {
    inside_->fault_at(value, name, "must be true or false");
  }
}

void Fields::number(const char* name, int& into, int least, int most) {
  const pack::TomlValue* value = inside_->value(name);
  if (value == nullptr) return;
  const auto* number = std::get_if<std::int64_t>(&value->is);
  if (number == nullptr || *number < least || *number > most) {
    inside_->fault_at(
        value, name,
        "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return;
  }
  into = static_cast<int>(*number);
}

void Fields::texts(const char* name, std::vector<std::string>& into) {
  const pack::TomlValue* value = inside_->value(name);
  if (value == nullptr) return;
  const auto* list = std::get_if<pack::TomlArray>(&value->is);
  if (list == nullptr) {
    inside_->fault_at(value, name, "must be a list of strings");
    return;
  }
  for (const pack::TomlValue& each : *list) {
    if (const auto* text_value = std::get_if<std::string>(&each.is)) {
      into.push_back(*text_value);
    } else {
      inside_->fault_at(&each, name, "must be a list of strings");
    }
  }
}

void Fields::text_map(const char* name, std::map<std::string, std::string>& into) {
  const pack::TomlValue* value = inside_->value(name);
  if (value == nullptr) return;
  const auto* map = std::get_if<pack::TomlTable>(&value->is);
  if (map == nullptr) {
    inside_->fault_at(value, name, "must be a table of strings");
    return;
  }
  for (const pack::TomlEntry& each : map->entries) {
    if (const auto* text_value = std::get_if<std::string>(&each.value.is)) {
      into.emplace(each.key, *text_value);
    } else {
      inside_->fault_at(&each.value, name, "must be a table of strings");
    }
  }
}

Fields Fields::table(const char* name) {
  const pack::TomlValue* value = inside_->value(name);
  auto inside = std::make_shared<Inside>();
  inside->prefix = inside_->prefix + name + ".";
  inside->file = inside_->file;
  inside->faults = inside_->faults;
  if (value != nullptr) {
    inside->table = std::get_if<pack::TomlTable>(&value->is);
    inside->at = value->at;
    if (inside->table == nullptr) inside_->fault_at(value, name, "must be a table");
  }
  return Fields(std::move(inside));
}

std::vector<std::pair<std::string, Fields>> Fields::tables(const char* name) {
  std::vector<std::pair<std::string, Fields>> out;
  Fields all = table(name);
  if (!all.is_there()) return out;
  for (const pack::TomlEntry& each : all.inside_->table->entries) {
    out.emplace_back(each.key, all.table(each.key.c_str()));
  }
  return out;
}

void Fields::finish() {
  if (inside_->table == nullptr) return;
  for (const pack::TomlEntry& each : inside_->table->entries) {
    if (inside_->asked.contains(each.key)) continue;
    inside_->faults->add(inside_->file, each.at,
                         inside_->prefix + each.key + " is not a known setting");
  }
}

TomlDocument::TomlDocument(const std::string& text, std::string file, pack::Faults& faults)
    : inside_(std::make_unique<Inside>()) {
  inside_->file = std::move(file);
  inside_->faults = &faults;
  inside_->table = pack::read_toml(text, inside_->file, faults);
}

TomlDocument::~TomlDocument() = default;
bool TomlDocument::is_good() const { return inside_->table.has_value(); }

Fields TomlDocument::root() {
  auto inside = std::make_shared<Fields::Inside>();
  inside->table = &*inside_->table;
  inside->file = inside_->file;
  inside->faults = inside_->faults;
  return Fields(std::move(inside));
}

}  // namespace anban::app
