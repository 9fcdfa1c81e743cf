// SPDX-License-Identifier: Apache-2.0
// One reply on its way to the client.
#include "turn/speaker.h"

#include "base/utf8.h"

namespace anban {

Speaker::Speaker(SpeakerOptions options, HttpExchange& exchange)
    : options_(std::move(options)), exchange_(exchange) {
  if (options_.streams) {
    frames_.emplace(wire::completion_id(options_.turn), options_.created, options_.model,
                    options_.usage_frame);
  }
  if (options_.says_label) {
    content_ = options_.label_text;
    code_points_ = count_code_points(content_);
    paragraph_is_due_ = true;
  }
}

void Speaker::say(std::string_view text) {
  if (text.empty()) return;
  if (paragraph_is_due_) {
    content_ += "\n\n";
    code_points_ += 2;
    paragraph_is_due_ = false;
  }
  content_ += text;
  code_points_ += count_code_points(text);
  said_ = true;
}

void Speaker::say_label() { say_paragraph(options_.label_text); }

void Speaker::new_paragraph() { paragraph_is_due_ = !content_.empty(); }

wire::InlineSpan Speaker::say_paragraph(std::string_view text) {
  new_paragraph();
  const std::size_t gap = paragraph_is_due_ ? 2 : 0;
  const std::size_t start = code_points_ + gap;
  say(text);
  const wire::InlineSpan span{start, code_points_};
  new_paragraph();
  return span;
}

void Speaker::tell(wire::AnbanEvent event) { events_.push_back(std::move(event)); }

std::string Speaker::summary(std::string_view outcome) const {
  wire::AnbanObject object;
  object.turn = options_.turn;
  object.session = options_.session;
  object.outcome = outcome;
  object.events = events_;
  object.label_text = options_.label_text;
  object.aigc = options_.aigc;
  object.case_id = case_id_;
  return wire::anban_json(object);
}

Task<Result<void>> Speaker::begin() {
  begun_ = true;
  frames_->role(out_);
  StreamHead head;
  head.headers = {{"Cache-Control", "no-cache"}, {"X-Accel-Buffering", "no"}};
  auto beginning = exchange_.begin(std::move(head));
  co_return co_await std::move(beginning);
}

void Speaker::frame_what_was_said() {
  if (events_framed_ < events_.size()) {
    wire::AnbanObject object;
    object.turn = options_.turn;
    object.session = options_.session;
    object.outcome = "answered";
    object.events.assign(events_.begin() + static_cast<std::ptrdiff_t>(events_framed_),
                         events_.end());
    object.label_text = options_.label_text;
    object.aigc = options_.aigc;
    object.case_id = case_id_;
    events_framed_ = events_.size();
    frames_->carrier(out_, wire::anban_json(object));
  }
  if (framed_ < content_.size()) {
    frames_->content(out_, std::string_view(content_).substr(framed_));
    framed_ = content_.size();
  }
}

Task<Result<void>> Speaker::flush() {
  if (!options_.streams) co_return Result<void>();
  if (!begun_) {
    auto beginning = begin();
    const Result<void> begun = co_await std::move(beginning);
    if (!begun) co_return begun;
  }
  frame_what_was_said();
  if (out_.empty()) co_return Result<void>();
  auto writing = exchange_.write(out_);
  const Result<void> written = co_await std::move(writing);
  std::string().swap(out_);  // between its events a stream keeps no buffer
  co_return written;
}

Task<Result<void>> Speaker::finish(std::string_view outcome, std::string_view finish_reason) {
  if (!options_.streams) {
    wire::ChatAnswer answer{wire::completion_id(options_.turn),
                            options_.created,
                            options_.model,
                            content_,
                            tool_calls_,
                            std::string(finish_reason),
                            usage_,
                            summary(outcome)};
    HttpAnswer http;
    http.body = wire::chat_answer_body(answer);
    auto answering = exchange_.answer(std::move(http));
    co_return co_await std::move(answering);
  }
  if (!begun_) {
    auto beginning = begin();
    const Result<void> begun = co_await std::move(beginning);
    if (!begun) co_return begun;
  }
  frame_what_was_said();
  if (!tool_calls_.empty()) frames_->tool_calls(out_, tool_calls_);
  frames_->finish(out_, finish_reason, summary(outcome));
  if (options_.usage_frame == wire::UsageFrame::asked) frames_->usage(out_, usage_);
  wire::FrameWriter::done(out_);
  auto writing = exchange_.write(out_);
  const Result<void> written = co_await std::move(writing);
  if (!written) co_return written;
  auto ending = exchange_.end();
  co_return co_await std::move(ending);
}

Task<Result<void>> Speaker::fail(wire::ApiError error) {
  if (!begun_) {
    HttpAnswer http;
    http.status = error.status;
    http.headers = error.headers;
    http.body = wire::openai_error_body(error);
    auto answering = exchange_.answer(std::move(http));
    co_return co_await std::move(answering);
  }
  frame_what_was_said();
  wire::append_error_frame(out_, error);
  auto writing = exchange_.write(out_);
  const Result<void> written = co_await std::move(writing);
  exchange_.close();
  co_return written;
}

}  // namespace anban
