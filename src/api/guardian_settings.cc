// SPDX-License-Identifier: Apache-2.0
// Reading and writing of guardians' settings.
#include "api/guardian_settings.h"

#include <algorithm>

#include "api/person_json.h"
#include "base/utf8.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;
using Faults = std::vector<wire::FieldFault>;

constexpr std::int64_t spend_most = 100'000'000;  // fen: a million yuan
constexpr std::size_t word_most = 128;            // code points of an id, type or tag

/// What a body is read with and into.
struct Reading {
  const SettingsRules& rules;
  GuardianSettings& wanted;
  Faults& faults;
};

void read_quota(const Json& value, Reading& reading) {
  const auto most = std::chrono::duration_cast<std::chrono::minutes>(reading.rules.quota_most);
  const auto minutes = whole_in(value, 0, most.count());
  if (minutes) reading.wanted.quota = std::chrono::minutes(*minutes);
  if (!minutes && !value.is_null()) {
    reading.faults.push_back({"quota_minutes", "must be a whole number from 0 to " +
                                                   std::to_string(most.count()) +
                                                   " (the most at this age), or null"});
  }
}

std::optional<Seconds> time_in(const Json& hours, const char* name) {
  const auto field = hours.find(name);
  if (field == hours.end() || !field->is_string()) return std::nullopt;
  const std::string text = field->get<std::string>();
  if (text == "24:00") return std::chrono::hours(24);
  const Result<Seconds> time = parse_time_of_day(text);
  if (!time) return std::nullopt;
  return *time;
}

void read_hours(const Json& value, Reading& reading) {
  if (value.is_null()) return;
  if (!value.is_object()) {
    reading.faults.push_back(
        {"hours", "must be {\"from\": \"08:00\", \"until\": \"20:00\"}, or null"});
    return;
  }
  const auto from = time_in(value, "from");
  const auto until = time_in(value, "until");
  if (!from) reading.faults.push_back({"hours.from", "must be a time of day like 08:00"});
  if (!until)
    reading.faults.push_back({"hours.until", "must be a time of day like 20:00 or 24:00"});
  for (const auto& [name, unused] : value.items()) {
    if (name != "from" && name != "until") {
      reading.faults.push_back({"hours." + name, "is not a known field"});
    }
  }
  if (from && until && *from >= *until) {
    reading.faults.push_back({"hours.until", "must be later than hours.from"});
  }
  if (from && until) reading.wanted.hours = AllowedHours{*from, *until};
}

/// The words of a list; faults are named by place.
std::vector<std::string> list_in(const Json& value, const std::string& name, Faults& faults) {
  std::vector<std::string> out;
  if (value.is_null()) return out;
  if (!value.is_array() || value.size() > GuardianSettings::blocked_most) {
    faults.push_back({name, "must be a list of at most " +
                                std::to_string(GuardianSettings::blocked_most) + " strings"});
    return out;
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto words = words_in(value[i], word_most);
    if (!words) {
      faults.push_back(
          {name + "[" + std::to_string(i) + "]", "must be a string of 1 to 128 characters"});
    } else if (std::find(out.begin(), out.end(), *words) == out.end()) {
      out.push_back(*words);
    }
  }
  return out;
}

void read_blocked(const Json& value, Reading& reading) {
  const auto ids = list_in(value, "blocked_characters", reading.faults);
  for (const std::string& id : ids) {
    const auto sketch = reading.rules.sketch(id);
    if (!sketch) {
      reading.faults.push_back({"blocked_characters", "there is no character \"" + id + "\""});
      continue;
    }
    reading.wanted.blocked.push_back({id, *sketch});
  }
}

void read_spend(const Json& value, const char* name, std::optional<std::int64_t>& into,
                Faults& faults) {
  into = whole_in(value, 0, spend_most);
  if (!into && !value.is_null()) {
    faults.push_back({name, "must be a whole number of fen from 0 to 100000000, or null"});
  }
}

/// true: as usual; false: off.
void read_switch(const Json& value, const char* name, bool& off, Faults& faults) {
  if (!value.is_boolean()) {
    faults.push_back({name, "must be true or false"});
    return;
  }
  off = !value.get<bool>();
}

void read_field(SettingField field, const Json& value, Reading& reading) {
  Faults& faults = reading.faults;
  GuardianSettings& wanted = reading.wanted;
  switch (field) {
    case SettingField::quota: return read_quota(value, reading);
    case SettingField::hours: return read_hours(value, reading);
    case SettingField::blocked: return read_blocked(value, reading);
    case SettingField::blocked_types:
      wanted.blocked_types = list_in(value, name_of(field), faults);
      return;
    case SettingField::blocked_tags:
      wanted.blocked_tags = list_in(value, name_of(field), faults);
      return;
    case SettingField::spend_single:
      return read_spend(value, name_of(field), wanted.spend_single, faults);
    case SettingField::spend_month:
      return read_spend(value, name_of(field), wanted.spend_month, faults);
    case SettingField::memory: return read_switch(value, name_of(field), wanted.memory_off, faults);
    case SettingField::training:
      return read_switch(value, name_of(field), wanted.training_off, faults);
  }
}

}  // namespace

std::optional<std::int64_t> whole_in(const Json& value, std::int64_t least, std::int64_t most) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    return std::nullopt;
  }
  const auto number = value.get<std::int64_t>();
  if (number < least || number > most) return std::nullopt;
  return number;
}

std::optional<std::string> words_in(const Json& value, std::size_t most) {
  if (!value.is_string()) return std::nullopt;
  std::string words = value.get<std::string>();
  if (!is_acceptable_client_id(words) || count_code_points(words) > most) return std::nullopt;
  return words;
}

std::expected<SettingsBody, Faults> read_settings(const Json& body, const SettingsRules& rules) {
  SettingsBody out;
  Faults faults;
  Reading reading{rules, out.wanted, faults};
  for (const auto& [name, value] : body.items()) {
    const auto field = setting_field(name);
    if (!field) {
      faults.push_back({name, "is not a known field"});
      continue;
    }
    out.fields.push_back(*field);
    read_field(*field, value, reading);
  }
  if (body.empty()) faults.push_back({"", "name at least one setting"});
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return out;
}

Json field_json(SettingField field, const GuardianSettings& settings) {
  const auto number = [](const auto& value) { return value ? Json(*value) : Json(); };
  switch (field) {
    case SettingField::quota:
      if (!settings.quota) return nullptr;
      return std::chrono::duration_cast<std::chrono::minutes>(*settings.quota).count();
    case SettingField::hours:
      if (!settings.hours) return nullptr;
      return {{"from", clock_text(settings.hours->from)},
              {"until", clock_text(settings.hours->until)}};
    case SettingField::blocked: {
      Json ids = Json::array();
      for (const BlockedCharacter& each : settings.blocked) ids.push_back(each.id);
      return ids;
    }
    case SettingField::blocked_types: return settings.blocked_types;
    case SettingField::blocked_tags: return settings.blocked_tags;
    case SettingField::spend_single: return number(settings.spend_single);
    case SettingField::spend_month: return number(settings.spend_month);
    case SettingField::memory: return !settings.memory_off;
    case SettingField::training: return !settings.training_off;
  }
  return nullptr;
}

Json settings_json(const GuardianSettings& settings) {
  Json json = Json::object();
  for (std::size_t i = 0; i < setting_fields; ++i) {
    const auto field = static_cast<SettingField>(i);
    json[name_of(field)] = field_json(field, settings);
  }
  return json;
}

}  // namespace anban::api
