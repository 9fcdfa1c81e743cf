// SPDX-License-Identifier: Apache-2.0
// Written by hand in one pass, since every turn makes one.
#include "wire/upstream_body.h"

#include "base/json_writer.h"

namespace anban::wire {
namespace {

/// For a message's frame: role, quotes and names.
constexpr std::size_t bytes_around_a_text = 64;

void append_message(std::string& out, const ChatMessage& message) {
  out += "{\"role\":\"";
  out += name_of(message.role);
  out += "\",\"content\":";
  // An assistant that only called tools has null; servers refuse "" there.
  const bool is_silent =
      message.text.empty() && message.role == ChatRole::assistant && !message.rest.empty();
  if (is_silent) {
    out += "null";
  } else {
    append_json_string(out, message.text);
  }
  if (!message.name.empty()) {
    out += ",\"name\":";
    append_json_string(out, message.name);
  }
  if (!message.rest.empty()) {
    out.push_back(',');
    out += message.rest;
  }
  out.push_back('}');
}

void append_members(std::string& out, const std::string& members) {
  if (members.empty()) return;
  out.push_back(',');
  out += members;
}

}  // namespace

std::string upstream_body(const ChatRequest& request, const std::vector<ChatMessage>& messages,
                          std::string_view model) {
  std::string out;
  std::size_t size = request.passed_on.size() + request.passed_on_texts.size() +
                     request.passed_on_tools.size() + 256;
  for (const ChatMessage& message : messages) {
    size += message.text.size() + message.rest.size() + bytes_around_a_text;
  }
  out.reserve(size);
  out += "{\"model\":";
  append_json_string(out, model);
  out += ",\"messages\":[";
  bool is_first = true;
  for (const ChatMessage& message : messages) {
    if (!is_first) out.push_back(',');
    is_first = false;
    append_message(out, message);
  }
  out += ']';
  append_members(out, request.passed_on);
  append_members(out, request.passed_on_texts);
  append_members(out, request.passed_on_tools);
  if (request.stream) out += ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
  out.push_back('}');
  return out;
}

}  // namespace anban::wire
