// SPDX-License-Identifier: Apache-2.0
// The usual event of a stream differs from the one before only in its content. ChunkReader keeps
// the bytes before and behind the last content; where both stand again, what lies between them is a
// JSON string and nothing else needs reading. Everything else goes through the strict reader.
#include "wire/upstream_chunk.h"

#include <utility>

#include <simdjson.h>

#include "wire/sse.h"
#include "wire/upstream_parts.h"

namespace anban::wire {
namespace {

/// An event's values are few; what a huge one left behind is given back.
/// A frame longer than this is not remembered: 9,000 streams share the memory.
constexpr std::size_t frame_bytes_max = 1024;

constexpr JsonLimits chunk_limits{.bytes_max = sse_event_bytes_max,
                                  .duplicates = DuplicateKeys::first_counts};
constexpr JsonLimits completion_limits{.bytes_max = completion_bytes_max};

void clear(UpstreamDelta& delta) {
  delta.content.clear();
  delta.reasoning.clear();
  delta.refusal.clear();
  delta.tool_calls.clear();
  delta.tool_calls_json.clear();
  delta.finish_reason.reset();
  delta.usage.reset();
  delta.is_error = false;
  delta.error_message.clear();
}

void read_reasoning(std::string& out, const JsonValue& message) {
  append_member(out, message, "reasoning_content");
  if (out.empty()) append_member(out, message, "reasoning");
}

void read_choice(const JsonValue& choice, UpstreamDelta& delta) {
  const std::optional<JsonValue> reason = choice.find("finish_reason");
  if (reason && reason->is(JsonKind::string)) {
    delta.finish_reason = std::string(known_finish_reason(reason->text()));
  }
  const std::optional<JsonValue> said = choice.find("delta");
  if (!said) return;
  const std::optional<JsonValue> content = said->find("content");
  if (content) append_content(delta.content, *content);
  read_reasoning(delta.reasoning, *said);
  append_member(delta.refusal, *said, "refusal");
  const std::optional<JsonValue> calls = said->find("tool_calls");
  if (!calls) return;
  delta.tool_calls = tool_calls_of(*calls);
  delta.tool_calls_json = tool_calls_json(delta.tool_calls, CallForm::piece);
}

/// Whether nothing but content was said, so that the frame around it can be remembered.
bool is_content_only(const UpstreamDelta& delta) {
  return !delta.content.empty() && delta.reasoning.empty() && delta.refusal.empty() &&
         delta.tool_calls.empty() && !delta.finish_reason && !delta.usage && !delta.is_error;
}

/// Whether `text` can stand between quotes as it is: plain, without any escape.
bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  }
  return simdjson::validate_utf8(text.data(), text.size());
}

}  // namespace

bool ChunkReader::read_repeated(std::string_view data, UpstreamDelta& delta) const {
  if (head_.empty() || data.size() < head_.size() + tail_.size()) return false;
  if (!data.starts_with(head_) || !data.ends_with(tail_)) return false;
  const std::string_view text =
      data.substr(head_.size(), data.size() - head_.size() - tail_.size());
  if (!is_plain(text)) return false;
  delta.content.assign(text);
  return true;
}

void ChunkReader::remember(std::string_view data, const JsonValue& content) {
  const std::string_view source = content.source();
  const auto begin = static_cast<std::size_t>(source.data() - data.data());
  const std::size_t end = begin + source.size();
  if (data.size() - source.size() > frame_bytes_max) return;
  head_.assign(data.substr(0, begin));
  tail_.assign(data.substr(end));
}

Result<void> ChunkReader::read(std::string_view data, UpstreamDelta& delta) {
  clear(delta);
  if (read_repeated(data, delta)) return {};
  JsonDocument document;  // not kept: most events repeat the frame of the one before
  Result<void> read = document.parse(data, chunk_limits);
  if (!read) return read;
  const JsonValue root = document.root();
  if (!root.is(JsonKind::object)) {
    return failed(ErrorCode::invalid, "An event of the model server is no JSON object.");
  }
  delta.usage = usage_of(root);
  if (std::optional<std::string> error = error_of(root)) {
    delta.is_error = true;
    delta.error_message = std::move(*error);
  }
  const std::optional<JsonValue> choice = first_choice(root);
  if (choice) read_choice(*choice, delta);
  if (choice && is_content_only(delta)) {
    const std::optional<JsonValue> said = choice->find("delta");
    const std::optional<JsonValue> content = said ? said->find("content") : std::nullopt;
    if (content && content->is(JsonKind::string)) remember(data, *content);
  }
  return {};
}

Result<UpstreamCompletion> read_completion(std::string_view body) {
  JsonDocument document;
  const Result<void> read = document.parse(body, completion_limits);
  if (!read) return failed(read);
  const JsonValue root = document.root();
  if (std::optional<std::string> error = error_of(root)) {
    return failed(ErrorCode::unavailable, std::move(*error));
  }
  const std::optional<JsonValue> choice = first_choice(root);
  const std::optional<JsonValue> message = choice ? choice->find("message") : std::nullopt;
  if (!message || !message->is(JsonKind::object)) {
    return failed(ErrorCode::invalid, "The model server's answer has no choices[0].message.");
  }
  UpstreamCompletion completion;
  append_member(completion.id, root, "id");
  append_member(completion.model, root, "model");
  const std::optional<JsonValue> content = message->find("content");
  if (content) append_content(completion.content, *content);
  read_reasoning(completion.reasoning, *message);
  append_member(completion.refusal, *message, "refusal");
  const std::optional<JsonValue> calls = message->find("tool_calls");
  if (calls) completion.tool_calls = tool_calls_of(*calls);
  completion.tool_calls_json = tool_calls_json(completion.tool_calls, CallForm::whole);
  const std::optional<JsonValue> reason = choice->find("finish_reason");
  if (reason && reason->is(JsonKind::string)) {
    completion.finish_reason = known_finish_reason(reason->text());
  }
  completion.usage = usage_of(root);
  return completion;
}

}  // namespace anban::wire
