// SPDX-License-Identifier: Apache-2.0
// Speaker: what the person hears and what the client reads of one reply, streamed or whole, from
// the same calls. It keeps the label and the `anban` object on every reply (O-100 to O-105), counts
// where our own words stand, and never sends before it is told to (record before reply).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/http.h"
#include "wire/anban_object.h"
#include "wire/api_error.h"
#include "wire/chat_answer.h"

namespace anban {

struct SpeakerOptions {
  bool streams = false;
  wire::UsageFrame usage_frame = wire::UsageFrame::not_asked;
  std::string turn;
  std::string session;
  std::string model;
  std::int64_t created = 0;  // seconds
  std::string label_text;
  std::optional<wire::AigcLabel> aigc;  // none where no model spoke (takeover)
  bool says_label = false;              // the label is the first paragraph of the words
};

class Speaker {
 public:
  Speaker(SpeakerOptions options, HttpExchange& exchange);

  /// The label in words, where it does not stand at the beginning.
  void say_label();
  /// From now on the reply is labelled so, and not as a model's (O-92).
  void set_label(std::string text) { options_.label_text = std::move(text); }

  /// Appends words of the reply.
  void say(std::string_view text);
  /// Appends words of ours as a paragraph of their own; returns where they stand.
  wire::InlineSpan say_paragraph(std::string_view text);
  /// An empty line before what comes next, unless nothing was said.
  void new_paragraph();
  /// Adds an event to the summary and, in a stream, to the next frame.
  void tell(wire::AnbanEvent event);
  void set_case(std::string case_id) { case_id_ = std::move(case_id); }
  void set_usage(wire::Usage usage) { usage_ = usage; }
  void set_tool_calls(std::string json) { tool_calls_ = std::move(json); }

  /// Sends what was said so far; the first call begins the stream. Nothing for a whole answer.
  Task<Result<void>> flush();
  /// Ends the reply: the summary, the label, `[DONE]`, or the whole answer.
  Task<Result<void>> finish(std::string_view outcome, std::string_view finish_reason);
  /// A technical failure: an error frame and a closed connection, or an error answer.
  Task<Result<void>> fail(wire::ApiError error);

  /// All words of the reply as shown.
  const std::string& content() const { return content_; }
  std::size_t code_points() const { return code_points_; }
  bool has_begun() const { return begun_; }
  bool said_anything() const { return said_; }
  /// The `anban` object as it stands.
  std::string summary(std::string_view outcome) const;

 private:
  Task<Result<void>> begin();
  void frame_what_was_said();

  SpeakerOptions options_;
  HttpExchange& exchange_;
  std::optional<wire::FrameWriter> frames_;
  std::string content_;
  std::size_t framed_ = 0;  // bytes of content_ that are in frames
  std::size_t code_points_ = 0;
  std::string out_;  // frames not yet sent
  std::vector<wire::AnbanEvent> events_;
  std::size_t events_framed_ = 0;
  std::string case_id_;
  wire::Usage usage_;
  std::string tool_calls_;
  bool begun_ = false;
  bool said_ = false;
  bool paragraph_is_due_ = false;
};

}  // namespace anban
