// SPDX-License-Identifier: Apache-2.0
// A stream's frames share everything but their delta, so the rest is made once.
#include "wire/chat_answer.h"

#include <array>
#include <utility>

#include "base/json_writer.h"

namespace anban::wire {
namespace {

constexpr std::string_view frame_end = "\n\n";

/// The next character that Unicode calls a line break and JSON does not escape, or npos; `length`
/// and `escape` describe it. U+0085 is C2 85, U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
std::size_t find_line_break(std::string_view text, std::size_t from, std::size_t& length,
                            std::string_view& escape) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> breaks{
      {{"\xC2\x85", "\\u0085"}, {"\xE2\x80\xA8", "\\u2028"}, {"\xE2\x80\xA9", "\\u2029"}}};
  std::size_t first = std::string_view::npos;
  for (const auto& [bytes, spelled] : breaks) {
    const std::size_t at = text.find(bytes, from);
    if (at >= first) continue;
    first = at;
    length = bytes.size();
    escape = spelled;
  }
  return first;
}

/// `text` in quotes, on one line by anybody's notion of lines.
void append_line_string(std::string& out, std::string_view text) {
  std::size_t length = 0;
  std::string_view escape;
  std::size_t at = find_line_break(text, 0, length, escape);
  if (at == std::string_view::npos) {
    append_json_string(out, text);
    return;
  }
  std::size_t from = 0;
  out.push_back('"');
  for (; at != std::string_view::npos; at = find_line_break(text, from, length, escape)) {
    std::string piece;
    append_json_string(piece, text.substr(from, at - from));
    out.append(piece, 1, piece.size() - 2);
    out += escape;
    from = at + length;
  }
  std::string piece;
  append_json_string(piece, text.substr(from));
  out.append(piece, 1, piece.size() - 2);
  out.push_back('"');
}

/// Ready JSON with the same three characters escaped: they can only stand in its strings.
void append_line_json(std::string& out, std::string_view json) {
  std::size_t length = 0;
  std::string_view escape;
  std::size_t from = 0;
  for (;;) {
    const std::size_t at = find_line_break(json, from, length, escape);
    if (at == std::string_view::npos) break;
    out += json.substr(from, at - from);
    out += escape;
    from = at + length;
  }
  out += json.substr(from);
}

void append_usage(std::string& out, const Usage& usage) {
  JsonWriter(out)
      .begin_object()
      .field("prompt_tokens", usage.prompt_tokens)
      .field("completion_tokens", usage.completion_tokens)
      .field("total_tokens", usage.total_tokens)
      .end_object();
}

void append_message(JsonWriter& json, const ChatAnswer& answer) {
  json.key("message").begin_object().field("role", "assistant").key("content");
  if (answer.content.empty() && !answer.tool_calls_json.empty()) {
    json.null();
  } else {
    json.string(answer.content);
  }
  json.key("refusal").null();
  if (!answer.tool_calls_json.empty()) json.key("tool_calls").raw(answer.tool_calls_json);
  json.end_object();
}

}  // namespace

std::string completion_id(std::string_view turn_id) {
  return std::string("chatcmpl-").append(turn_id);
}

std::string chat_answer_body(const ChatAnswer& answer) {
  std::string out;
  out.reserve(answer.content.size() + answer.tool_calls_json.size() + answer.anban_json.size() +
              512);
  JsonWriter json(out);
  json.begin_object().field("id", answer.id).field("object", "chat.completion");
  json.field("created", answer.created).field("model", answer.model);
  json.key("choices").begin_array().begin_object().field("index", 0);
  append_message(json, answer);
  json.field("finish_reason", answer.finish_reason).key("logprobs").null();
  json.end_object().end_array();
  std::string usage;
  append_usage(usage, answer.usage);
  json.key("usage").raw(usage);
  if (!answer.anban_json.empty()) json.key("anban").raw(answer.anban_json);
  json.end_object();
  return out;
}

FrameWriter::FrameWriter(std::string_view id, std::int64_t created, std::string_view model,
                         UsageFrame usage_frame)
    : usage_null_(usage_frame == UsageFrame::asked ? ",\"usage\":null" : "") {
  begin_ = "data: {\"id\":";
  append_line_string(begin_, id);
  begin_ += ",\"object\":\"chat.completion.chunk\",\"created\":" + std::to_string(created);
  begin_ += ",\"model\":";
  append_line_string(begin_, model);
  begin_ += ",\"choices\":[";
  head_size_ = begin_.size();
  begin_ += "{\"index\":0,\"delta\":";
  begin_.shrink_to_fit();
  end_ = ",\"finish_reason\":null}]" + usage_null_ + "}" + std::string(frame_end);
}

void FrameWriter::role(std::string& out) const {
  out += begin_;
  out += R"({"role":"assistant","content":""})";
  out += end_;
}

void FrameWriter::content(std::string& out, std::string_view text) const {
  out.reserve(out.size() + begin_.size() + text.size() + end_.size() + 16);
  out += begin_;
  out += "{\"content\":";
  append_line_string(out, text);
  out += '}';
  out += end_;
}

void FrameWriter::content(std::string& out, std::string_view text,
                          std::string_view anban_json) const {
  out += begin_;
  out += "{\"content\":";
  append_line_string(out, text);
  out += '}';
  close(out, {}, anban_json);
}

void FrameWriter::tool_calls(std::string& out, std::string_view tool_calls_json) const {
  out += begin_;
  out += "{\"tool_calls\":";
  append_line_json(out, tool_calls_json);
  out += '}';
  out += end_;
}

void FrameWriter::finish(std::string& out, std::string_view reason,
                         std::string_view anban_json) const {
  out += begin_;
  out += "{}";
  close(out, reason, anban_json);
}

void FrameWriter::carrier(std::string& out, std::string_view anban_json) const {
  out += begin_;
  out += "{}";
  close(out, {}, anban_json);
}

/// Behind the delta: the reason (null where empty), usage and the `anban` object.
void FrameWriter::close(std::string& out, std::string_view reason,
                        std::string_view anban_json) const {
  out += ",\"finish_reason\":";
  if (reason.empty()) {
    out += "null";
  } else {
    append_line_string(out, reason);
  }
  out += "}]";
  out += usage_null_;
  if (!anban_json.empty()) {
    out += ",\"anban\":";
    append_line_json(out, anban_json);
  }
  out += '}';
  out += frame_end;
}

void FrameWriter::usage(std::string& out, const Usage& usage) const {
  out.append(begin_, 0, head_size_);
  out += "],\"usage\":";
  append_usage(out, usage);
  out += '}';
  out += frame_end;
}

void FrameWriter::done(std::string& out) { out += "data: [DONE]\n\n"; }

}  // namespace anban::wire
