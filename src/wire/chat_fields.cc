// SPDX-License-Identifier: Apache-2.0
// Top-level fields. The table says for each known one how it is read; the header of chat_request.h
// says why.
#include <algorithm>
#include <array>
#include <utility>

#include "base/ids.h"
#include "wire/chat_request_parts.h"

namespace anban::wire {
namespace {

struct Field {
  std::string_view name;
  const JsonValue& value;  // not null
  ChatRequest& request;
  std::string param() const { return std::string(name); }
};

using Reader = Refusal (*)(const Field&);

/// Words like "auto" or "high": too short and plain to carry a text.
bool is_keyword(const JsonValue& value) {
  constexpr std::size_t keyword_bytes_max = 32;
  const std::optional<std::string_view> text = value.plain_text();
  return text && !text->empty() && text->size() <= keyword_bytes_max &&
         std::ranges::all_of(*text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
         });
}

bool is_scalar(const JsonValue& value) {
  return !value.is(JsonKind::array) && !value.is(JsonKind::object);
}

bool is_whole(const JsonValue& value, std::int64_t number) { return value.integer() == number; }

Refusal take_nothing(const Field& field) {
  if (is_scalar(field.value)) return {};
  return wrong_type(field.param(), "a plain value", field.value);
}

Refusal take_model(const Field& field) {
  if (!field.value.is(JsonKind::string)) return wrong_type("model", "a string", field.value);
  field.request.model = field.value.text();
  const std::string& model = field.request.model;
  const bool has_controls = std::ranges::any_of(
      model, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!model.empty() && model.size() <= name_bytes_max && !has_controls) return {};
  return wrong_value("model", "the name of a model, at most 256 bytes");
}

Refusal take_stream(const Field& field) {
  if (!field.value.is(JsonKind::boolean)) return wrong_type("stream", "a boolean", field.value);
  field.request.stream = field.value.truth();
  return {};
}

Refusal take_stream_options(const Field& field) {
  if (!field.value.is(JsonKind::object)) {
    return wrong_type("stream_options", "an object", field.value);
  }
  for (const auto& [key, value] : field.value.members()) {
    const std::string place = "stream_options." + key.text();
    const bool is_usage = key.text_is("include_usage");
    // Obfuscation pads OpenAI's own frames; ours have none, whatever is asked.
    if (!is_usage && !key.text_is("include_obfuscation")) return unknown_field(place);
    if (value.is(JsonKind::null)) continue;
    if (!value.is(JsonKind::boolean)) return wrong_type(place, "a boolean", value);
    if (is_usage) field.request.include_usage = value.truth();
  }
  return {};
}

/// An empty name counts as absent: clients send "" for "nobody yet".
Refusal read_client_id(const JsonValue& value, const std::string& place,
                       std::optional<std::string>& out) {
  if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
  std::string text = value.text();
  if (text.empty()) return {};
  if (!is_acceptable_client_id(text)) {
    return wrong_value(place, "1 to 128 characters without control characters");
  }
  out = std::move(text);
  return {};
}

Refusal take_safety_identifier(const Field& field) {
  return read_client_id(field.value, "safety_identifier", field.request.safety_identifier);
}

Refusal take_user(const Field& field) {
  return read_client_id(field.value, "user", field.request.user);
}

Refusal take_metadata(const Field& field) {
  if (!field.value.is(JsonKind::object)) return wrong_type("metadata", "an object", field.value);
  for (const auto& [key, value] : field.value.members()) {
    const std::string place = "metadata." + key.text();
    if (value.is(JsonKind::null)) continue;
    if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
    Refusal refusal;
    if (key.text_is("anban.user")) {
      refusal = read_client_id(value, place, field.request.metadata_user);
    } else if (key.text_is("anban.session")) {
      refusal = read_client_id(value, place, field.request.metadata_session);
    } else if (key.text_is("anban.character")) {
      refusal = read_client_id(value, place, field.request.metadata_character);
    } else if (key.text().starts_with("anban.")) {
      refusal = unknown_field(place);
    }
    if (refusal) return refusal;
  }
  return {};
}

Refusal pass_number(const Field& field) {
  if (!field.value.is(JsonKind::number)) return wrong_type(field.param(), "a number", field.value);
  pass_on(field.request.passed_on, field.name, field.value);
  return {};
}

Refusal pass_keyword(const Field& field) {
  if (!is_keyword(field.value)) {
    return wrong_value(field.param(), "one of the keywords that the model server knows");
  }
  pass_on(field.request.passed_on, field.name, field.value);
  return {};
}

/// An object of numbers, booleans and keywords: {"type": "enabled", "budget_tokens": 1024}.
Refusal pass_switches(const Field& field) {
  if (!field.value.is(JsonKind::object)) {
    return wrong_type(field.param(), "an object", field.value);
  }
  for (const auto& [key, value] : field.value.members()) {
    const bool harmless = value.is(JsonKind::number) || value.is(JsonKind::boolean) ||
                          value.is(JsonKind::null) || is_keyword(value);
    if (is_keyword(key) && harmless) continue;
    return wrong_value(field.param(), "an object of numbers, booleans and keywords");
  }
  pass_on(field.request.passed_on, field.name, field.value);
  return {};
}

Refusal pass_logit_bias(const Field& field) {
  constexpr std::size_t token_digits_max = 10;
  bool well = field.value.is(JsonKind::object);
  for (const auto& [key, value] : field.value.members()) {
    const std::string token = key.text();
    well = well && value.is(JsonKind::number) && !token.empty() &&
           token.size() <= token_digits_max && token.find_first_not_of("0123456789") == token.npos;
  }
  if (!well) return wrong_value("logit_bias", "an object from token ids to numbers");
  pass_on(field.request.passed_on, field.name, field.value);
  return {};
}

Refusal pass_stop(const Field& field) {
  bool well = field.value.is(JsonKind::string) ||
              (field.value.is(JsonKind::array) && field.value.size() <= stops_max);
  for (const JsonValue each : field.value.items()) well = well && each.is(JsonKind::string);
  if (!well) return wrong_value("stop", "a string or an array of at most 16 strings");
  pass_on(field.request.passed_on_texts, field.name, field.value);
  check_words(field.value, field.request);
  return {};
}

Refusal pass_prediction(const Field& field) {
  if (!field.value.is(JsonKind::object)) return wrong_type("prediction", "an object", field.value);
  pass_on(field.request.passed_on_texts, field.name, field.value);
  check_words(field.value, field.request);
  return {};
}

Refusal pass_response_format(const Field& field) {
  if (!field.value.is(JsonKind::object)) {
    return wrong_type("response_format", "an object", field.value);
  }
  const std::optional<JsonValue> type = field.value.find("type");
  const bool is_text = type && type->text_is("text");
  if (!is_text && !(type && (type->text_is("json_object") || type->text_is("json_schema")))) {
    return wrong_value("response_format.type", "one of text, json_object and json_schema");
  }
  field.request.wants_json_format = !is_text;
  pass_on(field.request.passed_on_texts, field.name, field.value);
  check_words(field.value, field.request);
  return {};
}

Refusal pass_tools(const Field& field) {
  if (!field.value.is(JsonKind::array)) return wrong_type("tools", "an array", field.value);
  if (field.value.size() > tools_max) return wrong_value("tools", "an array of at most 128 tools");
  std::size_t index = 0;
  for (const JsonValue tool : field.value.items()) {
    const std::string place = "tools[" + std::to_string(index++) + "]";
    if (!tool.is(JsonKind::object)) return wrong_type(place, "an object", tool);
    const std::optional<JsonValue> type = tool.find("type");
    if (!type || !type->text_is("function")) {
      return unsupported(place + ".type", "please offer only tools of the type \"function\"");
    }
    const std::optional<JsonValue> function = tool.find("function");
    const std::optional<JsonValue> name = function ? function->find("name") : std::nullopt;
    if (!name || !name->is(JsonKind::string) || !is_plain_name(name->text())) {
      return wrong_value(place + ".function.name", "a name of at most 256 printable characters");
    }
    check_words(tool, field.request);
  }
  if (index == 0) return {};  // the same as absent; some servers refuse an empty array
  field.request.has_tools = true;
  pass_on(field.request.passed_on_tools, field.name, field.value);
  return {};
}

Refusal pass_tool_choice(const Field& field) {
  if (!is_keyword(field.value) && !field.value.is(JsonKind::object)) {
    return wrong_value("tool_choice", "a keyword such as \"auto\", or an object");
  }
  pass_on(field.request.passed_on_tools, field.name, field.value);
  if (field.value.is(JsonKind::object)) check_words(field.value, field.request);
  return {};
}

Refusal pass_parallel_tool_calls(const Field& field) {
  if (!field.value.is(JsonKind::boolean)) {
    return wrong_type(field.param(), "a boolean", field.value);
  }
  pass_on(field.request.passed_on_tools, field.name, field.value);
  return {};
}

Refusal refuse_choices(const Field& field) {
  if (!field.value.is(JsonKind::number)) return wrong_type(field.param(), "a number", field.value);
  if (is_whole(field.value, 1)) return {};
  return unsupported(field.param(), "one reply is made at a time, please leave it out");
}

/// Off (false or 0) is as good as absent.
Refusal refuse_log_probabilities(const Field& field) {
  const bool is_off = field.value.is(JsonKind::boolean) && !field.value.truth();
  if (is_off || is_whole(field.value, 0)) return {};
  return unsupported(field.param(), "please leave it out");
}

Refusal refuse_continuation(const Field& field) {
  const bool is_off = field.value.is(JsonKind::boolean) && !field.value.truth();
  if (is_off) return {};
  return unsupported(field.param(), "a reply cannot be begun for the model, please leave it out");
}

Refusal refuse_generation_prompt(const Field& field) {
  if (field.value.truth()) return {};
  return unsupported(field.param(), "please leave it out");
}

Refusal refuse_modalities(const Field& field) {
  bool is_text = field.value.is(JsonKind::array);
  for (const JsonValue each : field.value.items()) is_text = is_text && each.text_is("text");
  if (is_text) return {};
  return unsupported("modalities", "only text can be answered, please leave it out");
}

Refusal refuse_audio(const Field& field) {
  return unsupported(field.param(), "only text can be answered, please leave it out");
}

Refusal refuse_web_search(const Field& field) {
  return unsupported(field.param(), "please leave it out");
}

Refusal refuse_functions(const Field& field) {
  return unsupported(field.param(), "please use 'tools' and 'tool_choice' in its place");
}

constexpr std::array<std::pair<std::string_view, Reader>, 46> readers{{
    {"model", take_model},
    {"stream", take_stream},
    {"stream_options", take_stream_options},
    {"safety_identifier", take_safety_identifier},
    {"user", take_user},
    {"metadata", take_metadata},
    {"store", take_nothing},
    {"prompt_cache_key", take_nothing},
    {"prompt_cache_retention", take_nothing},
    {"temperature", pass_number},
    {"top_p", pass_number},
    {"top_k", pass_number},
    {"min_p", pass_number},
    {"max_tokens", pass_number},
    {"max_completion_tokens", pass_number},
    {"seed", pass_number},
    {"presence_penalty", pass_number},
    {"frequency_penalty", pass_number},
    {"repetition_penalty", pass_number},
    {"reasoning_effort", pass_keyword},
    {"verbosity", pass_keyword},
    {"service_tier", pass_keyword},
    {"thinking", pass_switches},
    {"chat_template_kwargs", pass_switches},
    {"logit_bias", pass_logit_bias},
    {"stop", pass_stop},
    {"prediction", pass_prediction},
    {"response_format", pass_response_format},
    {"tools", pass_tools},
    {"tool_choice", pass_tool_choice},
    {"parallel_tool_calls", pass_parallel_tool_calls},
    {"n", refuse_choices},
    {"best_of", refuse_choices},
    {"logprobs", refuse_log_probabilities},
    {"top_logprobs", refuse_log_probabilities},
    {"prompt_logprobs", refuse_log_probabilities},
    {"echo", refuse_continuation},
    {"prefix", refuse_continuation},
    {"partial", refuse_continuation},
    {"continue_final_message", refuse_continuation},
    {"add_generation_prompt", refuse_generation_prompt},
    {"modalities", refuse_modalities},
    {"audio", refuse_audio},
    {"web_search_options", refuse_web_search},
    {"functions", refuse_functions},
    {"function_call", refuse_functions},
}};

}  // namespace

Refusal read_field(std::string_view name, const JsonValue& value, ChatRequest& request) {
  const Field field{name, value, request};
  for (const auto& [known, reader] : readers) {
    if (known == name) return reader(field);
  }
  const bool carries_no_text = value.is(JsonKind::number) || value.is(JsonKind::boolean);
  // A name of our own would look as if it had been obeyed.
  if (!carries_no_text || name.starts_with("anban") || !is_plain_name(name) || name.empty()) {
    return unknown_field(std::string(name));
  }
  pass_on(request.passed_on, name, value);
  return {};
}

}  // namespace anban::wire
