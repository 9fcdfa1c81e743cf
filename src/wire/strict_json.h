// SPDX-License-Identifier: Apache-2.0
// The strict check alone, and a tree (nlohmann) for our own endpoints, where speed does not matter.
// The rules are those of JsonDocument (json_document.h).
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "wire/api_error.h"
#include "wire/json_document.h"

namespace anban::wire {

/// Whether `body` is strict JSON. Errors: `exhausted` (too large: 413), `invalid` (400).
Result<void> check_json(std::string_view body, const JsonLimits& limits = {});

/// The tree of strict JSON; integers that fit are integers, other numbers doubles.
Result<nlohmann::json> read_json(std::string_view body, const JsonLimits& limits = {});

/// The same value as compact JSON in our own spelling, for bodies that are passed on.
Result<std::string> rewritten_json(std::string_view body, const JsonLimits& limits = {});

/// The answer on /v1 to a body that was refused by the functions above: 413 `request_too_large`
/// for `exhausted`, else 400 `invalid_json`.
ApiError json_refused(const Error& error);

}  // namespace anban::wire
