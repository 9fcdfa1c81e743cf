// SPDX-License-Identifier: Apache-2.0
// Request out, answer in.
#include "net/client_connection.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace anban {
namespace {

std::unexpected<Error> ended_early() {
  return failed(ErrorCode::unavailable, "the server closed before its answer was whole");
}

}  // namespace

ClientConnection::ClientConnection(std::unique_ptr<Socket> socket, const ClientLimits& limits)
    : socket_(std::move(socket)), limits_(limits) {}

bool ClientConnection::is_reusable() const {
  return is_whole_ && keeps_alive_ && !has_surplus_ && !socket_->has_left();
}

bool ClientConnection::is_still_quiet() {
  if (socket_->has_left()) return false;
  if (!socket_->may_read()) return true;
  char byte = 0;
  const IoStep step = socket_->read_some(std::span(&byte, 1));
  return step.state == Io::waits_to_read;
}

Task<Result<void>> ClientConnection::send(std::string_view head, std::string_view body) {
  // Usually both go out in one call and the rest is empty.
  const std::array<iovec, 2> pieces{iovec{const_cast<char*>(head.data()), head.size()},
                                    iovec{const_cast<char*>(body.data()), body.size()}};
  const IoStep step = socket_->write_some(std::span(pieces).first(body.empty() ? 1 : 2));
  const std::size_t of_head = std::min(step.bytes, head.size());
  head.remove_prefix(of_head);
  body.remove_prefix(step.bytes - of_head);
  const Result<void> first = co_await socket_->write(head, limits_.between_bytes);
  if (!first) co_return failed(first);
  co_return co_await socket_->write(body, limits_.between_bytes);
}

Task<Result<ResponseHead>> ClientConnection::ask(std::string_view head, std::string_view body,
                                                 AnswerTo answer_to) {
  is_whole_ = false;
  heard_something_ = false;
  received_ = 0;
  const Result<void> sent = co_await send(head, body);
  // A server may answer (413, 401) and close before it took the whole body.
  const bool may_have_answered = sent || sent.error().code == ErrorCode::unavailable;
  if (!may_have_answered) co_return failed(sent);
  auto answered = co_await read_head(answer_to);
  if (!answered && !sent && !heard_something_) co_return failed(sent);
  co_return std::move(answered);
}

Task<Result<ResponseHead>> ClientConnection::read_head(AnswerTo answer_to) {
  Wheel& wheel = socket_->loop().wheel();
  const Milliseconds until = wheel.now() + limits_.head_within;
  std::size_t scanned = 0;
  while (true) {
    const std::span<char> room = socket_->loop().read_buffer();
    const auto got = co_await socket_->read(room, until - wheel.now());
    if (!got) co_return failed(got);
    if (*got == 0) co_return ended_early();
    heard_something_ = true;
    std::string_view bytes(room.data(), *got);
    if (!early_.empty()) {
      early_.append(bytes);
      bytes = early_;
    }
    const Result<bool> is_complete = take_head(bytes, scanned, answer_to);
    if (!is_complete) co_return failed(is_complete);
    if (*is_complete) co_return std::move(head_);
    if (wheel.now() >= until) {
      co_return failed(ErrorCode::timed_out, "the server's answer took too long");
    }
  }
}

/// Reads heads off `bytes`, which may be early_, until one is final; keeps what is left.
Result<bool> ClientConnection::take_head(std::string_view bytes, std::size_t& scanned,
                                         AnswerTo answer_to) {
  while (true) {
    const HeadScan scan = scan_head(bytes, scanned);
    if (scan.state == HeadScan::State::bare_line_feed) {
      return failed(ErrorCode::unavailable, "the answer's head has a bare line feed");
    }
    const std::size_t size = scan.state == HeadScan::State::complete ? scan.length : bytes.size();
    if (size > limits_.head_bytes_max) {
      return failed(ErrorCode::exhausted, "the answer's head is too long");
    }
    if (scan.state == HeadScan::State::incomplete) {
      early_ = std::string(bytes);
      return false;
    }
    auto head = read_response_head(bytes.substr(0, scan.length), answer_to);
    if (!head) return failed(head);
    bytes.remove_prefix(scan.length);
    scanned = 0;
    if (head->status == 101) {
      return failed(ErrorCode::unavailable, "the server changes to another protocol");
    }
    if (head->status < 200) continue;
    head_ = std::move(*head);
    early_ = std::string(bytes);
    begin_body();
    return true;
  }
}

void ClientConnection::begin_body() {
  decoder_ = ChunkDecoder();
  kind_ = head_.body;
  missing_ = head_.length;
  keeps_alive_ = head_.keeps_alive;
  is_whole_ = kind_ == BodyKind::none;
  has_surplus_ = is_whole_ && !early_.empty();
}

Result<std::string_view> ClientConnection::take_body(std::span<char> bytes) {
  std::size_t body = bytes.size();
  if (kind_ == BodyKind::chunked) {
    const ChunkDecoder::Step step = decoder_.decode(bytes);
    if (decoder_.is_broken()) {
      return failed(ErrorCode::unavailable, "the answer's chunks are malformed");
    }
    body = step.body;
    is_whole_ = decoder_.is_done();
    has_surplus_ = step.used < bytes.size();
  } else if (kind_ == BodyKind::sized) {
    body = std::min<std::size_t>(missing_, bytes.size());
    missing_ -= body;
    is_whole_ = missing_ == 0;
    has_surplus_ = body < bytes.size();
  }
  received_ += body;
  if (received_ > limits_.body_bytes_max) {
    is_whole_ = false;
    return failed(ErrorCode::exhausted, "the answer is longer than the limit");
  }
  return std::string_view(bytes.data(), body);
}

Task<Result<std::string_view>> ClientConnection::read() {
  const std::span<char> room = socket_->loop().read_buffer();
  while (!is_whole_) {
    if (socket_->is_cancelled()) co_return failed(ErrorCode::cancelled, "the call was stopped");
    IoStep step{Io::done, early_.size()};
    if (!early_.empty()) {
      std::memcpy(room.data(), early_.data(), early_.size());
      std::string().swap(early_);
    } else {
      step = socket_->read_some(room);
    }
    if (step.state == Io::waits_to_read || step.state == Io::waits_to_write) {
      const Result<void> waited = co_await socket_->wait_for(step.state, limits_.between_bytes);
      if (!waited) co_return failed(waited);
      continue;
    }
    if (step.state == Io::broken) co_return ended_early();
    if (step.state == Io::ended) {
      if (kind_ != BodyKind::until_close) co_return ended_early();
      is_whole_ = true;
      break;
    }
    const auto body = take_body(room.first(step.bytes));
    if (!body || !body->empty()) co_return body;
  }
  co_return std::string_view();
}

}  // namespace anban
