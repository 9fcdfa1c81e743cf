// SPDX-License-Identifier: Apache-2.0
// The way back to the client: one answer, or a stream of chunks with comments while it is quiet.
// What the socket takes at once is sent without suspending.
#include <array>
#include <charconv>
#include <cstring>

#include "base/ensure.h"
#include "net/connection.h"

namespace anban {
namespace {

constexpr std::string_view chunk_end = "\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";
constexpr std::string_view comment = ": keep-alive\n\n";
constexpr std::string_view comment_chunk = "e\r\n: keep-alive\n\n\r\n";

bool is_finished(std::span<const std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (!part.empty()) return false;
  }
  return true;
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

}  // namespace

Persistence Connection::persistence() const {
  if (!keeps_alive_) return Persistence::closes;
  return framing_.is_http_1_0 ? Persistence::keeps_1_0 : Persistence::keeps;
}

Io Connection::push(std::span<std::string_view> parts) {
  std::array<iovec, 3> pieces;
  while (true) {
    std::size_t count = 0;
    for (const std::string_view part : parts) {
      if (!part.empty()) pieces[count++] = {const_cast<char*>(part.data()), part.size()};
    }
    if (count == 0) return Io::done;
    const IoStep step = socket_.write_some(std::span(pieces).first(count));
    if (step.state != Io::done) return step.state;
    std::size_t taken = step.bytes;
    for (std::string_view& part : parts) {
      const std::size_t of_part = std::min(taken, part.size());
      part.remove_prefix(of_part);
      taken -= of_part;
    }
  }
}

std::unexpected<Error> Connection::write_failed(Error error) {
  phase_ = Phase::broken;
  keeps_alive_ = false;
  comment_.clear();
  if (error.code == ErrorCode::timed_out) {
    return failed(ErrorCode::timed_out, "the client reads too slowly");
  }
  return failed(ErrorCode::cancelled, "the client left");
}

/// `passing` is copied if it cannot be sent at once; the others stay valid until the task ends.
Task<Result<void>> Connection::send(std::string_view passing, std::string_view lasting,
                                    std::string_view tail) {
  if (phase_ == Phase::broken || phase_ == Phase::closed) {
    co_return failed(ErrorCode::cancelled, "the connection is closed");
  }
  // A single answer is still sent: the client may only have closed its own half.
  if (abandoned_ && phase_ == Phase::streaming) {
    co_return write_failed(Error{ErrorCode::cancelled, std::string()});
  }
  std::array<std::string_view, 3> parts{passing, lasting, tail};
  if (comments_) socket_.loop().wheel().set(comment_, server_.options.keep_alive_comment_every);
  if (unsent_.empty()) {
    const Io state = push(parts);
    if (is_finished(parts)) co_return Result<void>();
    if (state == Io::broken || state == Io::ended) {
      co_return write_failed(Error{ErrorCode::unavailable, std::string()});
    }
  }
  std::string first = std::exchange(unsent_, std::string());
  first += parts[0];
  parts[0] = first;
  is_sending_ = true;
  for (const std::string_view part : parts) {
    const Result<void> sent = co_await socket_.write(part, server_.options.write_within);
    if (!sent) {
      is_sending_ = false;
      co_return write_failed(sent.error());
    }
  }
  is_sending_ = false;
  co_return Result<void>();
}

Task<Result<void>> Connection::answer(HttpAnswer answer) {
  ensure(is_in(Phase::asked), "a request is answered once");
  keeps_alive_ &= !drains_;
  std::string& head = socket_.loop().write_buffer();
  append_head(head,
              {answer.status, answer.content_type, request_id_, &answer.headers, persistence()});
  if (may_have_body(answer.status)) {
    append_length(head, answer.body.size());
  } else {
    head += "\r\n";
  }
  std::string_view body;
  if (!is_head_ && may_have_body(answer.status)) body = answer.body;
  const Result<void> sent = co_await send(head, body, std::string_view());
  if (!sent) co_return failed(sent);
  phase_ = Phase::ended;
  co_return Result<void>();
}

Task<Result<void>> Connection::begin(StreamHead head) {
  ensure(is_in(Phase::asked), "a request is answered once");
  keeps_alive_ &= !drains_ && !framing_.is_http_1_0;
  std::string& text = socket_.loop().write_buffer();
  append_head(text, {head.status, head.content_type, request_id_, &head.headers, persistence()});
  text += framing_.is_http_1_0 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
  if (phase_ == Phase::asked) phase_ = Phase::streaming;
  comments_ = !is_head_ && head.content_type.starts_with("text/event-stream");
  co_return co_await send(text, std::string_view(), std::string_view());
}

Task<Result<void>> Connection::write(std::string_view bytes) {
  ensure(is_in(Phase::streaming), "a stream is begun, then written");
  if (is_head_) bytes = std::string_view();
  if (framing_.is_http_1_0 || bytes.empty()) {
    return send(std::string_view(), bytes, std::string_view());
  }
  char* const end = size_line_ + sizeof size_line_ - 2;
  char* const at = std::to_chars(size_line_, end, static_cast<std::uint32_t>(bytes.size()), 16).ptr;
  std::memcpy(at, "\r\n", 2);
  return send(std::string_view(size_line_, static_cast<std::size_t>(at + 2 - size_line_)), bytes,
              chunk_end);
}

Task<Result<void>> Connection::end() {
  ensure(is_in(Phase::streaming), "a stream is begun, then ended");
  comments_ = false;
  comment_.clear();
  std::string_view ending = last_chunk;
  if (is_head_ || framing_.is_http_1_0) ending = std::string_view();
  const Result<void> sent = co_await send(std::string_view(), ending, std::string_view());
  if (!sent) co_return failed(sent);
  phase_ = Phase::ended;
  co_return Result<void>();
}

void Connection::close() noexcept {
  if (phase_ == Phase::broken || phase_ == Phase::ended) return;
  phase_ = Phase::closed;
  keeps_alive_ = false;
  comments_ = false;
  comment_.clear();
  socket_.end_writing();
}

void Connection::when_abandoned(std::function<void()> act) {
  act_ = std::move(act);
  if (abandoned_) left();
}

void Connection::left() {
  abandoned_ = true;
  if (!act_) return;
  const std::function<void()> act = std::exchange(act_, nullptr);
  act();
}

void Connection::write_comment() {
  if (phase_ != Phase::streaming || !comments_) return;
  socket_.loop().wheel().set(comment_, server_.options.keep_alive_comment_every);
  // A write that waits for room says by itself that the stream lives.
  if (is_sending_ || !unsent_.empty()) return;
  std::array<std::string_view, 1> parts{framing_.is_http_1_0 ? comment : comment_chunk};
  const Io state = push(parts);
  if (state == Io::waits_to_read || state == Io::waits_to_write) unsent_ = parts[0];
}

}  // namespace anban
