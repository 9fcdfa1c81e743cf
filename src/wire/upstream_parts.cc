// SPDX-License-Identifier: Apache-2.0
// Servers differ in small ways; this is where their habits are known.
#include "wire/upstream_parts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_writer.h"

namespace anban::wire {
namespace {

std::int64_t count_of(const JsonValue& usage, std::string_view name) {
  const std::optional<JsonValue> found = usage.find(name);
  return found ? std::max<std::int64_t>(found->integer().value_or(0), 0) : 0;
}

ToolCall tool_call_of(const JsonValue& object, std::int64_t position) {
  ToolCall call;
  const std::optional<JsonValue> index = object.find("index");
  call.index = index ? index->integer().value_or(position) : position;
  append_member(call.id, object, "id");
  const std::optional<JsonValue> function = object.find("function");
  if (!function) return call;
  append_member(call.name, *function, "name");
  const std::optional<JsonValue> arguments = function->find("arguments");
  if (!arguments) return call;
  if (arguments->is(JsonKind::object)) {
    arguments->append_json(call.arguments);  // Ollama's native habit
  } else {
    arguments->append_text(call.arguments);
  }
  return call;
}

}  // namespace

void append_content(std::string& out, const JsonValue& content) {
  content.append_text(out);
  for (const JsonValue part : content.items()) append_member(out, part, "text");
}

void append_member(std::string& out, const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> found = object.find(name);
  if (found) found->append_text(out);
}

std::vector<ToolCall> tool_calls_of(const JsonValue& array) {
  std::vector<ToolCall> calls;
  std::int64_t position = 0;
  for (const JsonValue each : array.items()) calls.push_back(tool_call_of(each, position++));
  return calls;
}

std::string tool_calls_json(const std::vector<ToolCall>& calls, CallForm form) {
  std::string out;
  if (calls.empty()) return out;
  JsonWriter json(out);
  json.begin_array();
  for (const ToolCall& call : calls) {
    json.begin_object();
    if (form == CallForm::piece) json.field("index", call.index);
    // The pieces behind the first have neither id nor name, and clients tell them apart by that.
    const bool opens = form == CallForm::whole || !call.id.empty() || !call.name.empty();
    if (opens) json.field("id", call.id).field("type", "function");
    json.key("function").begin_object();
    if (opens) json.field("name", call.name);
    json.field("arguments", call.arguments).end_object().end_object();
  }
  json.end_array();
  return out;
}

std::optional<Usage> usage_of(const JsonValue& root) {
  const std::optional<JsonValue> found = root.find("usage");
  if (!found || !found->is(JsonKind::object)) return std::nullopt;
  Usage usage;
  usage.prompt_tokens = count_of(*found, "prompt_tokens");
  usage.completion_tokens = count_of(*found, "completion_tokens");
  usage.total_tokens = count_of(*found, "total_tokens");
  constexpr std::int64_t sane = std::int64_t{1} << 53U;
  usage.prompt_tokens = std::min(usage.prompt_tokens, sane);
  usage.completion_tokens = std::min(usage.completion_tokens, sane);
  if (usage.total_tokens == 0) usage.total_tokens = usage.prompt_tokens + usage.completion_tokens;
  return usage;
}

std::optional<std::string> error_of(const JsonValue& root) {
  std::string message;
  const std::optional<JsonValue> error = root.find("error");
  if (error && !error->is(JsonKind::null)) {
    error->append_text(message);
    append_member(message, *error, "message");
  } else {
    const std::optional<JsonValue> object = root.find("object");
    if (!object || !object->text_is("error")) return std::nullopt;
    append_member(message, root, "message");
  }
  if (message.empty()) message = "the model server sent an error without a message";
  return message;
}

std::optional<JsonValue> first_choice(const JsonValue& root) {
  const std::optional<JsonValue> choices = root.find("choices");
  if (!choices) return std::nullopt;
  for (const JsonValue choice : choices->items()) {
    const std::optional<JsonValue> index = choice.find("index");
    if (!index || index->integer().value_or(0) == 0) return choice;
  }
  return std::nullopt;
}

std::string_view known_finish_reason(std::string_view theirs) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{
      {{"stop", "stop"},
       {"length", "length"},
       {"max_tokens", "length"},
       {"model_length", "length"},
       {"tool_calls", "tool_calls"},
       {"function_call", "tool_calls"},
       {"tool_use", "tool_calls"},
       {"content_filter", "content_filter"},
       {"sensitive", "content_filter"}}};
  for (const auto& [word, ours] : known) {
    if (word == theirs) return ours;
  }
  return "stop";  // "eos", "end_turn", "stop_sequence", …
}

}  // namespace anban::wire
