// SPDX-License-Identifier: Apache-2.0
// Pieces of tool calls share an index.
#include "turn/tool_calls.h"

#include <algorithm>

#include "base/json_writer.h"
#include "wire/json_words.h"

namespace anban {

void ToolCalls::add(const wire::ToolCall& piece) {
  const auto same = [&](const wire::ToolCall& each) { return each.index == piece.index; };
  auto call = std::find_if(calls_.begin(), calls_.end(), same);
  if (call == calls_.end()) {
    if (calls_.size() >= calls_most) return;
    calls_.push_back(piece);
    return;
  }
  if (!piece.id.empty()) call->id = piece.id;
  call->name += piece.name;
  if (call->arguments.size() + piece.arguments.size() <= argument_bytes_most) {
    call->arguments += piece.arguments;
  }
}

void ToolCalls::restore(const Masks& masks) {
  if (masks.empty()) return;
  for (wire::ToolCall& call : calls_) call.arguments = masks.restored_json(call.arguments);
}

std::vector<std::string> ToolCalls::words() const {
  std::vector<std::string> out;
  out.reserve(calls_.size());
  for (const wire::ToolCall& call : calls_) out.push_back(wire::words_of_arguments(call.arguments));
  return out;
}

std::string ToolCalls::json() const {
  std::string out;
  JsonWriter json(out);
  json.begin_array();
  for (const wire::ToolCall& call : calls_) {
    json.begin_object().field("index", call.index).field("id", call.id).field("type", "function");
    json.key("function").begin_object().field("name", call.name);
    json.field("arguments", call.arguments).end_object().end_object();
  }
  json.end_array();
  return out;
}

}  // namespace anban
