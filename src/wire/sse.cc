// SPDX-License-Identifier: Apache-2.0
// Lines first, then events. A line or a lone data line that ends in the same chunk stays a view of
// it; only what a chunk cuts is copied.
#include "wire/sse.h"

#include <algorithm>

namespace anban::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view done_word = "[DONE]";
/// Above this a stream's buffers are given back after use: most events are below 1 KiB.
constexpr std::size_t kept_bytes = std::size_t{16} << 10U;

std::size_t find_from(std::string_view text, char c, std::size_t at) {
  return std::min(text.find(c, at), text.size());
}

void empty(std::string& buffer) {
  buffer.clear();
  if (buffer.capacity() > kept_bytes) buffer.shrink_to_fit();
}

}  // namespace

void SseDecoder::feed(std::string_view chunk) {
  free_used();
  chunk_ = chunk;
  at_ = 0;
  next_lf_ = find_from(chunk_, '\n', 0);
  next_cr_ = find_from(chunk_, '\r', 0);
}

void SseDecoder::feed_end() {
  feed({});
  ended_ = true;
}

SseStep SseDecoder::next() {
  if (stopped_ != SseStep::hungry) return stopped_;
  free_used();
  for (;;) {
    std::string_view line;
    const Line taken = take_line(line);
    if (taken == Line::partial) return ended_ ? close_last_event() : SseStep::hungry;
    if (taken == Line::too_long || !add_line(line)) return stopped_ = SseStep::too_long;
    if (!line.empty()) continue;
    const SseStep step = dispatch();
    if (step != SseStep::hungry) return step;
  }
}

void SseDecoder::free_used() {
  data_ = {};
  if (!has_pending_ && !pending_.empty()) empty(pending_);
  if (line_is_used_) {
    empty(line_);
    line_is_used_ = false;
  }
}

SseDecoder::Line SseDecoder::take_line(std::string_view& line) {
  if (line_is_used_) free_used();
  if (skips_lf_ && at_ < chunk_.size()) {
    if (chunk_[at_] == '\n') ++at_;
    skips_lf_ = false;
  }
  if (next_lf_ < at_) next_lf_ = find_from(chunk_, '\n', at_);
  if (next_cr_ < at_) next_cr_ = find_from(chunk_, '\r', at_);
  const std::size_t end = std::min(next_lf_, next_cr_);
  if (end >= chunk_.size()) return keep_rest();
  line = chunk_.substr(at_, end - at_);
  at_ = end + 1;
  skips_lf_ = chunk_[end] == '\r';
  if (line_.size() + line.size() > sse_event_bytes_max) return Line::too_long;
  if (!line_.empty()) {
    line_ += line;
    line = line_;
    line_is_used_ = true;
  }
  if (at_start_ && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  at_start_ = false;
  return Line::whole;
}

SseDecoder::Line SseDecoder::keep_rest() {
  const std::string_view rest = chunk_.substr(std::min(at_, chunk_.size()));
  if (line_.size() + rest.size() > sse_event_bytes_max) return Line::too_long;
  line_ += rest;
  keep_pending();
  chunk_ = {};
  at_ = 0;
  next_lf_ = 0;
  next_cr_ = 0;
  return Line::partial;
}

/// The open event's data must outlive the chunk.
void SseDecoder::keep_pending() {
  if (!has_pending_ || pending_is_owned_) return;
  pending_.assign(pending_view_);
  pending_is_owned_ = true;
}

bool SseDecoder::add_line(std::string_view line) {
  if (!line.starts_with("data")) return true;  // comments and fields that we do not need
  line.remove_prefix(4);
  if (line.empty()) return add_data(line);
  if (line.front() != ':') return true;
  line.remove_prefix(line.starts_with(": ") ? 2 : 1);
  return add_data(line);
}

bool SseDecoder::add_data(std::string_view payload) {
  if (!has_pending_) {
    has_pending_ = true;
    pending_view_ = payload;
    pending_is_owned_ = false;
    if (line_is_used_) keep_pending();
    return true;
  }
  keep_pending();
  if (pending_.size() + 1 + payload.size() > sse_event_bytes_max) return false;
  pending_ += '\n';
  pending_ += payload;
  return true;
}

SseStep SseDecoder::dispatch() {
  if (!has_pending_) return SseStep::hungry;
  has_pending_ = false;
  data_ = pending_is_owned_ ? std::string_view(pending_) : pending_view_;
  if (data_.empty()) return SseStep::hungry;
  if (data_.starts_with(done_word) &&
      data_.find_first_not_of(' ', done_word.size()) == std::string_view::npos) {
    data_ = {};
    return stopped_ = SseStep::done;
  }
  return SseStep::event;
}

SseStep SseDecoder::close_last_event() {
  std::string last;
  last.swap(line_);
  if (at_start_ && last.starts_with(byte_order_mark)) last.erase(0, byte_order_mark.size());
  if (!add_line(last)) return stopped_ = SseStep::too_long;
  keep_pending();
  return dispatch();
}

}  // namespace anban::wire
