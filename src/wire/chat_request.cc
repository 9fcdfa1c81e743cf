// SPDX-License-Identifier: Apache-2.0
// The body as a whole, and the sentences that refuse it.
#include "wire/chat_request.h"

#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "wire/chat_request_parts.h"
#include "wire/json_words.h"
#include "wire/strict_json.h"

namespace anban::wire {

std::string_view name_of(ChatRole role) {
  switch (role) {
    case ChatRole::system: return "system";
    case ChatRole::developer: return "developer";
    case ChatRole::user: return "user";
    case ChatRole::assistant: return "assistant";
    case ChatRole::tool: return "tool";
    case ChatRole::function: return "function";
  }
  return "user";
}

ApiError wrong_type(std::string param, std::string_view expected, const JsonValue& found) {
  std::string message = "The parameter '" + param + "' must be ";
  message.append(expected).append(", not ").append(words_for(found.kind())).append(".");
  return invalid_request("invalid_type", std::move(param), std::move(message));
}

ApiError wrong_value(std::string param, std::string_view expected) {
  std::string message = "The parameter '" + param + "' must be ";
  message.append(expected).append(".");
  return invalid_request("invalid_value", std::move(param), std::move(message));
}

ApiError unsupported(std::string param, std::string_view what_to_do) {
  std::string message = "The parameter '" + param + "' is not supported here; ";
  message.append(what_to_do).append(".");
  return invalid_request("unsupported_parameter", std::move(param), std::move(message));
}

ApiError unknown_field(std::string param) {
  if (param.size() > name_bytes_max) {
    param.resize(whole_code_points(std::string_view(param).substr(0, name_bytes_max)));
    param += "…";
  }
  std::string message = "The parameter '" + param + "' is not known here; please leave it out.";
  return invalid_request("unknown_parameter", std::move(param), std::move(message));
}

ApiError missing(std::string param) {
  std::string message = "The parameter '" + param + "' is missing; please add it.";
  return invalid_request("missing_required_parameter", std::move(param), std::move(message));
}

void pass_on(std::string& members, std::string_view name, const JsonValue& value) {
  if (!members.empty()) members.push_back(',');
  append_json_string(members, name);
  members.push_back(':');
  value.append_json(members);
}

void check_words(const JsonValue& value, ChatRequest& request) {
  std::string words;
  append_words(words, value);
  if (!words.empty()) request.texts_to_check.push_back(std::move(words));
}

bool is_plain_name(std::string_view text) {
  return text.size() <= name_bytes_max &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

std::expected<ChatRequest, ApiError> read_chat_request(std::string body) {
  JsonDocument document;
  const Result<void> read = document.parse(body);
  if (!read) return std::unexpected(json_refused(read.error()));
  const JsonValue root = document.root();
  if (!root.is(JsonKind::object)) {
    return std::unexpected(invalid_request("invalid_type", "", "The body must be a JSON object."));
  }
  ChatRequest request;
  const std::optional<JsonValue> messages = root.find("messages");
  if (!root.find("model")) return std::unexpected(missing("model"));
  if (!messages) return std::unexpected(missing("messages"));
  for (const auto& [key, value] : root.members()) {
    if (key.text_is("messages")) continue;
    const std::string name = key.text();
    if (value.is(JsonKind::null) && name != "model") continue;
    Refusal refusal = read_field(name, value, request);
    if (refusal) return std::unexpected(std::move(*refusal));
  }
  Refusal refusal = read_messages(*messages, request);
  if (refusal) return std::unexpected(std::move(*refusal));
  return request;
}

}  // namespace anban::wire
