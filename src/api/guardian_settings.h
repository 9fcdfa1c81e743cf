// SPDX-License-Identifier: Apache-2.0
// A guardian's settings on the wire: the body of PATCH, checked field by field so that every fault
// is named at once, and the settings as JSON.
#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "people/guardianship.h"
#include "wire/api_error.h"

namespace anban::api {

struct SettingsBody {
  std::vector<SettingField> fields;  // those that the body names
  GuardianSettings wanted;
};

struct SettingsRules {
  Milliseconds quota_most{0};  // by the child's age
  /// The sketch of a character that is offered or blocked already; nothing: there is none.
  std::function<std::optional<CardSketch>(const std::string& id)> sketch;
};

std::expected<SettingsBody, std::vector<wire::FieldFault>> read_settings(
    const nlohmann::json& body, const SettingsRules& rules);

/// One field's value; null where it is left to the pack.
nlohmann::json field_json(SettingField field, const GuardianSettings& settings);
/// All fields by name.
nlohmann::json settings_json(const GuardianSettings& settings);

/// A whole number from `least` to `most`, or nothing.
std::optional<std::int64_t> whole_in(const nlohmann::json& value, std::int64_t least,
                                     std::int64_t most);
/// A string of 1 to `most` code points without control characters, or nothing.
std::optional<std::string> words_in(const nlohmann::json& value, std::size_t most);

}  // namespace anban::api
