// SPDX-License-Identifier: Apache-2.0
// Answers of model servers: one chat.completion.chunk of a stream, or a whole completion. Only what
// reaches the person or the record is read; hidden reasoning is taken out, never shown. Servers'
// habits are forgiven where the meaning is plain; broken JSON and bad UTF-8 are errors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "wire/json_document.h"
#include "wire/usage.h"

namespace anban::wire {

/// A tool call, or a piece of one in a stream (pieces of one call share `index`).
struct ToolCall {
  std::int64_t index = 0;
  std::string id;
  std::string name;
  std::string arguments;  // JSON as text; in a stream a part of it
  friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

struct UpstreamDelta {
  std::string content;
  std::string reasoning;  // reasoning_content: never shown
  std::string refusal;    // the model's own words of refusal; to be treated like content
  std::vector<ToolCall> tool_calls;
  std::string tool_calls_json;  // the same as JSON array, re-serialised; empty where none
  std::optional<std::string> finish_reason;  // stop, length, tool_calls or content_filter
  std::optional<Usage> usage;
  bool is_error = false;
  std::string error_message;  // for operators; not for the person
  friend bool operator==(const UpstreamDelta&, const UpstreamDelta&) = default;
};

/// Reads the events of one stream. It remembers the frame around the last content, since servers
/// repeat it, so that the usual event costs one comparison and one scan.
class ChunkReader {
 public:
  /// Fills `delta` anew, keeping its memory. Errors: `invalid` (not JSON, not an object).
  Result<void> read(std::string_view data, UpstreamDelta& delta);

 private:
  bool read_repeated(std::string_view data, UpstreamDelta& delta) const;
  void remember(std::string_view data, const JsonValue& content);
  std::string head_;  // up to and with the opening quote of content
  std::string tail_;  // from its closing quote on
};

struct UpstreamCompletion {
  std::string id;
  std::string model;
  std::string content;
  std::string reasoning;
  std::string refusal;
  std::vector<ToolCall> tool_calls;
  std::string tool_calls_json;
  std::string finish_reason = "stop";
  std::optional<Usage> usage;
  friend bool operator==(const UpstreamCompletion&, const UpstreamCompletion&) = default;
};

/// A whole completion may be larger than a request: 8 MiB.
inline constexpr std::size_t completion_bytes_max = std::size_t{8} << 20U;

/// Errors: `invalid` (not a completion), `exhausted` (over 8 MiB), `unavailable` (the body is an
/// error object; detail is the server's message, for operators).
Result<UpstreamCompletion> read_completion(std::string_view body);

/// One of stop, length, tool_calls, content_filter for whatever word a server uses.
std::string_view known_finish_reason(std::string_view theirs);

}  // namespace anban::wire
