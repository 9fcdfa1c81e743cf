// SPDX-License-Identifier: Apache-2.0
// The request is strict like a chat request: what we do not know is refused by name.
#include "wire/moderation.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json_writer.h"
#include "wire/chat_request_parts.h"
#include "wire/strict_json.h"

namespace anban::wire {
namespace {

Refusal add_input(const JsonValue& value, const std::string& place, ModerationRequest& request) {
  if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
  std::string text = value.text();
  if (text.size() > moderation_input_bytes_max) return wrong_value(place, "at most 64 KiB long");
  request.inputs.push_back(std::move(text));
  return {};
}

/// A string, or a part {"type": "text", "text": …} as OpenAI's newer models take it.
Refusal read_input(const JsonValue& value, const std::string& place, ModerationRequest& request) {
  if (!value.is(JsonKind::object)) return add_input(value, place, request);
  const std::optional<JsonValue> type = value.find("type");
  if (!type || !type->text_is("text")) {
    return invalid_request("unsupported_content", place,
                           "Only text can be checked for now; please leave out '" + place + "'.");
  }
  const std::optional<JsonValue> text = value.find("text");
  if (!text) return missing(place + ".text");
  return add_input(*text, place + ".text", request);
}

Refusal read_inputs(const JsonValue& value, ModerationRequest& request) {
  if (value.is(JsonKind::string)) return add_input(value, "input", request);
  if (!value.is(JsonKind::array)) {
    return wrong_type("input", "a string or an array of strings", value);
  }
  const std::size_t count = value.size();
  if (count == 0 || count > moderation_inputs_max) {
    return wrong_value("input", "an array of 1 to 256 strings");
  }
  for (const JsonValue each : value.items()) {
    const std::string place = "input[" + std::to_string(request.inputs.size()) + "]";
    Refusal refusal = read_input(each, place, request);
    if (refusal) return refusal;
  }
  return {};
}

Refusal read_options(const JsonValue& value, ModerationRequest& request) {
  if (!value.is(JsonKind::object)) return wrong_type("anban", "an object", value);
  for (const auto& [key, each] : value.members()) {
    if (!key.text_is("role")) return unknown_field("anban." + key.text());
    if (each.text_is("user")) {
      request.role = ModerationRole::user;
    } else if (each.text_is("assistant")) {
      request.role = ModerationRole::assistant;
    } else if (each.text_is("character_card")) {
      request.role = ModerationRole::character_card;
    } else {
      return wrong_value("anban.role", "one of user, assistant and character_card");
    }
  }
  return {};
}

Refusal read_member(const JsonValue& key, const JsonValue& value, ModerationRequest& request) {
  if (key.text_is("input")) return read_inputs(value, request);
  if (value.is(JsonKind::null)) return {};
  if (key.text_is("anban")) return read_options(value, request);
  if (!key.text_is("model")) return unknown_field(key.text());
  if (!value.is(JsonKind::string)) return wrong_type("model", "a string", value);
  request.model = value.text();
  if (is_plain_name(request.model)) return {};
  return wrong_value("model", "at most 256 printable ASCII characters without spaces");
}

bool is_openai_category(const std::string& name) {
  return std::ranges::find(openai_categories, name) != openai_categories.end();
}

/// OpenAI's 13 in their order, then the others as given.
std::vector<ModerationCategory> complete(const std::vector<ModerationCategory>& given) {
  std::vector<ModerationCategory> all;
  all.reserve(openai_categories.size() + given.size());
  for (const std::string_view name : openai_categories) {
    const auto found = std::ranges::find(given, name, &ModerationCategory::name);
    all.push_back(found != given.end() ? *found : ModerationCategory{std::string(name), false, 0});
  }
  for (const ModerationCategory& category : given) {
    if (!is_openai_category(category.name)) all.push_back(category);
  }
  return all;
}

void write_emotion(JsonWriter& json, const ModerationEmotion& emotion) {
  json.key("emotion").begin_object().field("level", emotion.level);
  json.key("strength").number(emotion.strength);
  if (emotion.end > emotion.start) {
    json.key("span").begin_array().number(emotion.start).number(emotion.end).end_array();
  }
  json.end_object();
}

void write_findings(JsonWriter& json, const std::vector<ModerationFinding>& findings) {
  json.key("findings").begin_array();
  for (const ModerationFinding& finding : findings) {
    json.begin_object().field("category", finding.category);
    if (!finding.kind.empty()) json.field("kind", finding.kind);
    json.key("strength").number(finding.strength).key("span").begin_array();
    json.number(finding.start).number(finding.end).end_array();
    json.field("detector", finding.detector).end_object();
  }
  json.end_array();
}

void write_result(JsonWriter& json, const ModerationResult& result) {
  const std::vector<ModerationCategory> all = complete(result.categories);
  json.begin_object();
  json.field("flagged", std::ranges::any_of(all, &ModerationCategory::decided));
  json.key("categories").begin_object();
  for (const ModerationCategory& category : all) json.field(category.name, category.decided);
  json.end_object().key("category_scores").begin_object();
  for (const ModerationCategory& category : all) json.key(category.name).number(category.score);
  json.end_object().key("category_applied_input_types").begin_object();
  for (const ModerationCategory& category : all) json.key(category.name).raw("[\"text\"]");
  json.end_object();
  json.key("anban").begin_object();
  write_findings(json, result.findings);
  write_emotion(json, result.emotion);
  json.end_object();
  json.end_object();
}

}  // namespace

std::expected<ModerationRequest, ApiError> read_moderation_request(std::string_view body) {
  JsonDocument document;
  const Result<void> read = document.parse(body);
  if (!read) return std::unexpected(json_refused(read.error()));
  const JsonValue root = document.root();
  if (!root.is(JsonKind::object)) {
    return std::unexpected(invalid_request("invalid_type", "", "The body must be a JSON object."));
  }
  if (!root.find("input")) return std::unexpected(missing("input"));
  ModerationRequest request;
  for (const auto& [key, value] : root.members()) {
    Refusal refusal = read_member(key, value, request);
    if (refusal) return std::unexpected(std::move(*refusal));
  }
  return request;
}

std::string moderation_body(std::string_view id, std::string_view model,
                            const std::vector<ModerationResult>& results) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", id).field("model", model).key("results").begin_array();
  for (const ModerationResult& result : results) write_result(json, result);
  json.end_array().end_object();
  return out;
}

}  // namespace anban::wire
