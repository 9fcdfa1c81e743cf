// SPDX-License-Identifier: Apache-2.0
// One client's connection to the server: reads requests one after another, has each answered by
// the HttpHandler, and is that answer's HttpExchange. Holds no buffer while a stream is quiet.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "net/chunk_decoder.h"
#include "net/head.h"
#include "net/server_parts.h"
#include "net/socket.h"
#include "ports/http.h"

namespace anban {

class Connection final : public HttpExchange {
 public:
  /// `descriptor` is accepted and non-blocking.
  Connection(ServerParts& server, Loop& loop, int descriptor, Address peer);
  ~Connection() override;

  /// Until either side closes. Lets no exception out.
  Task<void> serve();
  /// The server's end: an idle connection closes now, another one after its answer.
  void drain();
  /// Stops whatever is under way.
  void cut() { socket_.cancel(); }

  Task<Result<void>> answer(HttpAnswer answer) override;
  Task<Result<void>> begin(StreamHead head) override;
  Task<Result<void>> write(std::string_view bytes) override;
  Task<Result<void>> end() override;
  void close() noexcept override;
  void when_abandoned(std::function<void()> act) override;

 private:
  /// Where the present request stands.
  enum class Phase : unsigned char { idle, reading, asked, streaming, ended, closed, broken };
  enum class Heard : unsigned char { request, refusal, nothing };
  class Comment final : public WheelEntry {
   public:
    explicit Comment(Connection& of) : of_(of) {}
    void due() override { of_.write_comment(); }

   private:
    Connection& of_;
  };
  /// Bytes of a body on their way in.
  struct BodyProgress {
    ChunkDecoder decoder;
    std::uint64_t missing = 0;  // of a sized body
  };

  // connection.cc
  Task<Result<void>> secure();
  Task<bool> serve_one();
  Task<void> ask(HttpRequest& request);
  Task<void> refuse();
  Task<void> linger();
  void identify(HttpRequest& request);
  LoopShare& share() { return *server_.shares[socket_.loop().index()]; }

  // request_reader.cc
  Task<Heard> read_head(HttpRequest& request);
  Task<Heard> read_body(HttpRequest& request);
  Task<Heard> fill_body(std::string& body);
  Task<Wake> wait_for(Io what, Milliseconds within);
  std::optional<Heard> take_head(std::string_view bytes, std::size_t& scanned,
                                 HttpRequest& request);
  void take_body(std::span<char> bytes, BodyProgress& progress, std::string& body);
  bool has_whole(const BodyProgress& progress) const;
  Heard refused(Refusal refusal);
  void keep(std::string_view bytes, std::size_t used);

  // exchange.cc
  Task<Result<void>> send(std::string_view passing, std::string_view lasting,
                          std::string_view tail);
  Io push(std::span<std::string_view> parts);
  std::unexpected<Error> write_failed(Error error);
  Persistence persistence() const;
  /// Whether the answer may be sent, or failed already; anything else is a caller's mistake.
  bool is_in(Phase phase) const {
    return phase_ == phase || phase_ == Phase::broken || phase_ == Phase::closed;
  }
  void write_comment();
  void left();

  ServerParts& server_;
  Socket socket_;
  Address peer_;
  Phase phase_ = Phase::idle;
  RequestFraming framing_;
  Refusal refusal_;            // set where Heard::refusal is returned before it is answered
  bool is_first_ = true;       // no request was read yet
  bool skipped_line_ = false;  // the one empty line that may stand before a request
  bool is_head_ = false;       // the request's method is HEAD
  bool keeps_alive_ = false;   // after the present answer
  bool drains_ = false;
  bool abandoned_ = false;
  bool is_sending_ = false;
  bool comments_ = false;    // the stream is one in which comments may stand
  char size_line_[12] = {};  // of the chunk that is being sent
  std::string pending_;      // read and not yet used: at most one read
  std::string unsent_;       // the rest of a comment that met a full socket
  std::string request_id_;
  std::function<void()> act_;
  Comment comment_{*this};
};

}  // namespace anban
