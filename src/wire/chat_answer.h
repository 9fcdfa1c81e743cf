// SPDX-License-Identifier: Apache-2.0
// Our answers on /v1/chat/completions, whole and streamed, in the grammar of design/api.md: LF, one
// single-line `data:` an event, no other fields; every frame is a chat.completion.chunk with one
// choice, but the usage frame; `[DONE]` last.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "wire/usage.h"

namespace anban::wire {

/// The `id` of a completion: the turn's id behind "chatcmpl-".
std::string completion_id(std::string_view turn_id);

struct ChatAnswer {
  std::string id;            // completion_id(turn)
  std::int64_t created = 0;  // seconds since 1970
  std::string model;         // as the client named it
  std::string content;
  std::string tool_calls_json;  // a JSON array; empty: none
  std::string finish_reason = "stop";
  Usage usage;
  std::string anban_json;  // the `anban` object; empty: none
  friend bool operator==(const ChatAnswer&, const ChatAnswer&) = default;
};

/// A chat.completion. `content` is null where there are only tool calls.
std::string chat_answer_body(const ChatAnswer& answer);

enum class UsageFrame { not_asked, asked };

/// Appends the frames of one stream to `out`. Texts are valid UTF-8; JSON given ready is compact
/// (one line). U+0085, U+2028 and U+2029 are escaped, because some clients split lines at them.
class FrameWriter {
 public:
  /// With UsageFrame::asked every frame has `"usage": null`, as OpenAI's have.
  FrameWriter(std::string_view id, std::int64_t created, std::string_view model,
              UsageFrame usage_frame);
  /// delta {"role": "assistant", "content": ""}: the first frame.
  void role(std::string& out) const;
  void content(std::string& out, std::string_view text) const;
  /// Content and the `anban` object in one frame.
  void content(std::string& out, std::string_view text, std::string_view anban_json) const;
  void tool_calls(std::string& out, std::string_view tool_calls_json) const;
  /// delta {} with the reason; `anban_json` may be empty.
  void finish(std::string& out, std::string_view reason, std::string_view anban_json = {}) const;
  /// delta {} with the `anban` object.
  void carrier(std::string& out, std::string_view anban_json) const;
  /// `choices: []`; only where the client asked.
  void usage(std::string& out, const Usage& usage) const;
  /// `data: [DONE]`: always and last.
  static void done(std::string& out);

 private:
  void close(std::string& out, std::string_view reason, std::string_view anban_json) const;
  std::string begin_;          // up to `"delta":`
  std::size_t head_size_ = 0;  // of it, up to `"choices":[`
  std::string end_;            // behind a frame's delta without reason
  std::string usage_null_;
};

}  // namespace anban::wire
