// SPDX-License-Identifier: Apache-2.0
// The tree is built from the checked index, so that it cannot differ from what was checked.
#include "wire/strict_json.h"

#include <charconv>
#include <utility>

namespace anban::wire {
namespace {

/// Recursion is bounded by JsonLimits::depth_max.
nlohmann::json tree_of(const JsonValue& value) {
  switch (value.kind()) {
    case JsonKind::null: return nullptr;
    case JsonKind::boolean: return value.truth();
    case JsonKind::string: return value.text();
    case JsonKind::number: {
      if (const auto whole = value.integer()) return *whole;
      return value.number();
    }
    case JsonKind::array: {
      nlohmann::json array = nlohmann::json::array();
      for (const JsonValue each : value.items()) array.push_back(tree_of(each));
      return array;
    }
    case JsonKind::object: break;
  }
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [key, each] : value.members()) object.emplace(key.text(), tree_of(each));
  return object;
}

}  // namespace

Result<void> check_json(std::string_view body, const JsonLimits& limits) {
  JsonDocument document;
  return document.parse(body, limits);
}

Result<nlohmann::json> read_json(std::string_view body, const JsonLimits& limits) {
  JsonDocument document;
  const Result<void> read = document.parse(body, limits);
  if (!read) return failed(read);
  return tree_of(document.root());
}

Result<std::string> rewritten_json(std::string_view body, const JsonLimits& limits) {
  JsonDocument document;
  const Result<void> read = document.parse(body, limits);
  if (!read) return failed(read);
  std::string out;
  out.reserve(body.size());
  document.root().append_json(out);
  return out;
}

ApiError json_refused(const Error& error) {
  if (error.code != ErrorCode::exhausted) return invalid_request("invalid_json", "", error.detail);
  ApiError refused = invalid_request("request_too_large", "", error.detail);
  refused.status = 413;
  return refused;
}

}  // namespace anban::wire
