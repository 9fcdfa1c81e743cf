// SPDX-License-Identifier: Apache-2.0
// Messages. Every member is read or refused by name: a message is the most likely place for text
// that would pass the checks unseen.
#include <algorithm>
#include <array>
#include <utility>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "wire/chat_request_parts.h"
#include "wire/json_words.h"
#include "wire/upstream_parts.h"

namespace anban::wire {
namespace {

constexpr std::size_t name_code_points_max = 64;

std::optional<ChatRole> role_named(const JsonValue& value) {
  static constexpr std::array roles{ChatRole::system,    ChatRole::developer, ChatRole::user,
                                    ChatRole::assistant, ChatRole::tool,      ChatRole::function};
  for (const ChatRole role : roles) {
    if (value.text_is(name_of(role))) return role;
  }
  return std::nullopt;
}

std::string inside(const std::string& place, std::string_view member) {
  return place + "." + std::string(member);
}

std::string nth(const std::string& place, std::size_t index) {
  return place + "[" + std::to_string(index) + "]";
}

std::string message_place(std::size_t index) { return nth("messages", index); }

/// A short string of ours to pass on: an id or a function's name.
Refusal read_plain_name(const JsonValue& value, const std::string& place, std::string& out) {
  if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
  out = value.text();
  if (is_plain_name(out)) return {};
  return wrong_value(place, "at most 256 printable ASCII characters without spaces");
}

Refusal read_part(const JsonValue& part, const std::string& place, std::string& text) {
  if (!part.is(JsonKind::object)) return wrong_type(place, "an object", part);
  const std::optional<JsonValue> type = part.find("type");
  if (!type) return missing(inside(place, "type"));
  if (!type->is(JsonKind::string)) return wrong_type(inside(place, "type"), "a string", *type);
  const bool is_text = type->text_is("text");
  if (!is_text && !type->text_is("refusal")) {
    return invalid_request("unsupported_content", place,
                           "Only text can be sent for now; please leave out images, audio and "
                           "files ('" +
                               place + "').");
  }
  const std::string_view holder = is_text ? "text" : "refusal";
  const std::optional<JsonValue> said = part.find(holder);
  if (!said) return missing(inside(place, holder));
  if (!said->is(JsonKind::string)) return wrong_type(inside(place, holder), "a string", *said);
  for (const auto& [key, value] : part.members()) {
    if (key.text_is("type") || key.text_is(holder) || value.is(JsonKind::null)) continue;
    return unknown_field(inside(place, key.text()));
  }
  said->append_text(text);
  return {};
}

/// Content that is no string.
Refusal read_parts(const JsonValue& value, const std::string& place, ChatMessage& message) {
  if (!value.is(JsonKind::array)) {
    return wrong_type(place, "a string or an array of text parts", value);
  }
  std::size_t index = 0;
  for (const JsonValue part : value.items()) {
    if (index > 0) message.text.push_back('\n');
    Refusal refusal = read_part(part, nth(place, index), message.text);
    if (refusal) return refusal;
    ++index;
  }
  if (index == 0) return wrong_value(place, "a string or at least one text part");
  return {};
}

Refusal read_function(const JsonValue& value, const std::string& place, ToolCall& call) {
  if (!value.is(JsonKind::object)) return wrong_type(place, "an object", value);
  const std::optional<JsonValue> name = value.find("name");
  const std::optional<JsonValue> arguments = value.find("arguments");
  if (!name) return missing(inside(place, "name"));
  if (!arguments) return missing(inside(place, "arguments"));
  Refusal refusal = read_plain_name(*name, inside(place, "name"), call.name);
  if (refusal) return refusal;
  if (!arguments->is(JsonKind::string)) {
    return wrong_type(inside(place, "arguments"), "a string that holds JSON", *arguments);
  }
  call.arguments = arguments->text();
  for (const auto& [key, each] : value.members()) {
    if (key.text_is("name") || key.text_is("arguments") || each.is(JsonKind::null)) continue;
    return unknown_field(inside(place, key.text()));
  }
  return {};
}

Refusal read_tool_call(const JsonValue& value, const std::string& place, ToolCall& call) {
  if (!value.is(JsonKind::object)) return wrong_type(place, "an object", value);
  const std::optional<JsonValue> function = value.find("function");
  if (!function) return missing(inside(place, "function"));
  Refusal refusal = read_function(*function, inside(place, "function"), call);
  if (refusal) return refusal;
  for (const auto& [key, each] : value.members()) {
    if (key.text_is("function") || each.is(JsonKind::null)) continue;
    if (key.text_is("index") && each.is(JsonKind::number)) continue;
    if (key.text_is("type")) {
      if (!each.text_is("function")) return wrong_value(inside(place, "type"), "\"function\"");
    } else if (key.text_is("id")) {
      refusal = read_plain_name(each, inside(place, "id"), call.id);
      if (refusal) return refusal;
    } else {
      return unknown_field(inside(place, key.text()));
    }
  }
  return {};
}

void add_rest(ChatMessage& message, std::string_view name, std::string_view json) {
  if (!message.rest.empty()) message.rest.push_back(',');
  append_json_string(message.rest, name);
  message.rest.push_back(':');
  message.rest += json;
}

void add_spoken(ChatMessage& message, const ToolCall& call) {
  message.tool_argument_texts.push_back(call.name + "\n" + words_of_arguments(call.arguments));
}

Refusal read_tool_calls(const JsonValue& value, const std::string& place, ChatMessage& message) {
  if (!value.is(JsonKind::array)) return wrong_type(place, "an array", value);
  std::vector<ToolCall> calls;
  for (const JsonValue each : value.items()) {
    if (calls.size() == tools_max) return wrong_value(place, "an array of at most 128 calls");
    Refusal refusal = read_tool_call(each, nth(place, calls.size()), calls.emplace_back());
    if (refusal) return refusal;
  }
  for (const ToolCall& call : calls) add_spoken(message, call);
  if (!calls.empty()) add_rest(message, "tool_calls", tool_calls_json(calls, CallForm::whole));
  return {};
}

Refusal read_function_call(const JsonValue& value, const std::string& place, ChatMessage& message) {
  ToolCall call;
  Refusal refusal = read_function(value, place, call);
  if (refusal) return refusal;
  add_spoken(message, call);
  std::string json;
  JsonWriter(json)
      .begin_object()
      .field("name", call.name)
      .field("arguments", call.arguments)
      .end_object();
  add_rest(message, "function_call", json);
  return {};
}

Refusal read_name(const JsonValue& value, const std::string& place, ChatMessage& message) {
  if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
  message.name = value.text();
  const bool has_controls = std::ranges::any_of(
      message.name, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (!has_controls && count_code_points(message.name) <= name_code_points_max) return {};
  return wrong_value(place, "at most 64 characters without control characters");
}

/// Members that only an assistant's message has.
Refusal read_assistant_member(const JsonValue& key, const JsonValue& value,
                              const std::string& place, ChatMessage& message) {
  if (key.text_is("tool_calls")) return read_tool_calls(value, place, message);
  if (key.text_is("function_call")) return read_function_call(value, place, message);
  if (key.text_is("refusal")) {
    if (!value.is(JsonKind::string)) return wrong_type(place, "a string", value);
    message.tool_argument_texts.push_back(value.text());
    std::string json;
    value.append_json(json);
    add_rest(message, "refusal", json);
    return {};
  }
  if (key.text_is("annotations") && value.is(JsonKind::array) && value.size() == 0) return {};
  if (key.text_is("audio")) return unsupported(place, "please send the words as text");
  return unknown_field(place);
}

/// Members that are rarer than content. `value` is not null.
Refusal read_other_member(const JsonValue& key, const JsonValue& value, const std::string& place,
                          ChatMessage& message) {
  if (key.text_is("name")) return read_name(value, place, message);
  if (key.text_is("prefix") || key.text_is("partial")) {
    if (value.is(JsonKind::boolean) && !value.truth()) return {};
    return unsupported(place, "a reply cannot be begun for the model, please leave it out");
  }
  if (key.text_is("tool_call_id") && message.role == ChatRole::tool) {
    std::string id;
    Refusal refusal = read_plain_name(value, place, id);
    if (refusal) return refusal;
    std::string json;
    append_json_string(json, id);
    add_rest(message, "tool_call_id", json);
    return {};
  }
  if (message.role != ChatRole::assistant) return unknown_field(place);
  return read_assistant_member(key, value, place, message);
}

bool has_value(const JsonValue& object, std::string_view name) {
  const std::optional<JsonValue> found = object.find(name);
  return found && !found->is(JsonKind::null);
}

/// What each role cannot do without.
Refusal check_complete(const JsonValue& object, std::size_t index, const ChatMessage& message) {
  const bool speaks_otherwise = message.role == ChatRole::assistant && !message.rest.empty();
  if (message.text.empty() && !speaks_otherwise && !has_value(object, "content")) {
    return missing(inside(message_place(index), "content"));
  }
  if (message.role == ChatRole::tool && !has_value(object, "tool_call_id")) {
    return missing(inside(message_place(index), "tool_call_id"));
  }
  if (message.role == ChatRole::function && message.name.empty()) {
    return missing(inside(message_place(index), "name"));
  }
  return {};
}

Refusal read_role(const JsonValue& object, std::size_t index, ChatMessage& message) {
  const std::optional<JsonValue> role = object.find("role");
  const std::optional<ChatRole> known = role ? role_named(*role) : std::nullopt;
  if (known) {
    message.role = *known;
    return {};
  }
  const std::string place = inside(message_place(index), "role");
  if (!role) return missing(place);
  if (!role->is(JsonKind::string)) return wrong_type(place, "a string", *role);
  return wrong_value(place, "one of system, developer, user, assistant, tool and function");
}

/// Places are spelled only where they are needed: most messages are a role and a string.
Refusal read_message(const JsonValue& object, std::size_t index, ChatMessage& message) {
  if (!object.is(JsonKind::object)) return wrong_type(message_place(index), "an object", object);
  Refusal refusal = read_role(object, index, message);
  if (refusal) return refusal;
  for (const auto& [key, value] : object.members()) {
    if (key.text_is("role") || value.is(JsonKind::null)) continue;
    const bool is_content = key.text_is("content");
    if (is_content && value.is(JsonKind::string)) {
      value.append_text(message.text);
      continue;
    }
    const std::string place = inside(message_place(index), key.text());
    refusal = is_content ? read_parts(value, place, message)
                         : read_other_member(key, value, place, message);
    if (refusal) return refusal;
  }
  return check_complete(object, index, message);
}

}  // namespace

Refusal read_messages(const JsonValue& value, ChatRequest& request) {
  if (!value.is(JsonKind::array)) return wrong_type("messages", "an array", value);
  const std::size_t count = value.size();
  if (count == 0) return wrong_value("messages", "an array of at least one message");
  if (count > messages_max) return wrong_value("messages", "an array of at most 2000 messages");
  request.messages.reserve(count);
  std::vector<std::string_view> names;
  for (const JsonValue each : value.items()) {
    const std::size_t index = request.messages.size();
    ChatMessage& message = request.messages.emplace_back();
    Refusal refusal = read_message(each, index, message);
    if (refusal) return refusal;
    if (!message.name.empty()) names.push_back(message.name);
  }
  std::ranges::sort(names);
  const auto repeated = std::ranges::unique(names);
  request.texts_to_check.insert(request.texts_to_check.end(), names.begin(), repeated.begin());
  return {};
}

}  // namespace anban::wire
