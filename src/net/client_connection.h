// SPDX-License-Identifier: Apache-2.0
// One connection to a server: a request goes out, its answer's head and body come in. Framing is
// as strict as the server's; a body is read through the loop's shared buffer.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "net/chunk_decoder.h"
#include "net/head.h"
#include "net/socket.h"

namespace anban {

struct ClientLimits {
  Milliseconds head_within{120'000};
  Milliseconds between_bytes{120'000};
  std::size_t head_bytes_max = 32 * 1024;
  std::size_t body_bytes_max = 16 * 1024 * 1024;
};

class ClientConnection {
 public:
  ClientConnection(std::unique_ptr<Socket> socket, const ClientLimits& limits);
  Socket& socket() { return *socket_; }

  /// Sends head and body, both valid until then, and reads the head of the answer. Errors:
  /// unavailable, timed_out, cancelled, exhausted (the head is too long).
  Task<Result<ResponseHead>> ask(std::string_view head, std::string_view body, AnswerTo answer_to);
  /// The next bytes of the answer's body, valid until the caller's next co_await; empty at the
  /// end. Errors: unavailable, timed_out, cancelled, exhausted (over the limit).
  Task<Result<std::string_view>> read();

  /// Whether a byte of an answer came since ask() began.
  bool heard_something() const { return heard_something_; }
  /// Whether the answer is read to its end and another request may follow.
  bool is_reusable() const;
  /// Whether nothing came since, so that the next answer will be the next request's.
  bool is_still_quiet();

 private:
  Task<Result<void>> send(std::string_view head, std::string_view body);
  Task<Result<ResponseHead>> read_head(AnswerTo answer_to);
  Result<bool> take_head(std::string_view bytes, std::size_t& scanned, AnswerTo answer_to);
  Result<std::string_view> take_body(std::span<char> bytes);
  void begin_body();

  std::unique_ptr<Socket> socket_;
  const ClientLimits& limits_;
  ResponseHead head_;  // handed out by ask()
  std::string early_;  // came with the head and is not read yet
  ChunkDecoder decoder_;
  BodyKind kind_ = BodyKind::none;
  std::uint64_t missing_ = 0;
  std::size_t received_ = 0;
  bool keeps_alive_ = false;
  bool is_whole_ = false;
  bool has_surplus_ = false;
  bool heard_something_ = false;
};

}  // namespace anban
