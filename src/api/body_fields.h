// SPDX-License-Identifier: Apache-2.0
// Reading of small bodies field by field, so that every fault is named at once (422).
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "wire/api_error.h"

namespace anban::api {

using Faults = std::vector<wire::FieldFault>;

enum class Field { required, optional };

/// The string `name` of 1 to `most` characters; empty where it is absent or wrong.
std::string text_in(const nlohmann::json& body, const char* name, std::size_t most, Field field,
                    Faults& faults);
void refuse_unknown(const nlohmann::json& body, std::initializer_list<std::string_view> known,
                    Faults& faults);
/// What is wrong with an address of that channel ("email", "sms", "webhook"), or nothing.
std::optional<std::string> address_fault(std::string_view channel, std::string_view address);
/// 422 that names them.
wire::Problem faulty(Faults faults);

}  // namespace anban::api
