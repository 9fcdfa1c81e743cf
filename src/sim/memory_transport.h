// SPDX-License-Identifier: Apache-2.0
// The transport in memory: what a handler answers is kept for the test that asked, and the client
// can leave in the middle. Used by unit tests of turn/ and api/, by scenarios and the simulation.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ports/http.h"
#include "sim/virtual_time.h"

namespace anban::sim {

class MemoryExchange final : public HttpExchange {
 public:
  Task<Result<void>> answer(HttpAnswer answer) override;
  Task<Result<void>> begin(StreamHead head) override;
  Task<Result<void>> write(std::string_view bytes) override;
  Task<Result<void>> end() override;
  void close() noexcept override;
  void when_abandoned(std::function<void()> act) override;

  /// The client leaves: the handler's call-back runs, and later writes answer `cancelled`.
  void leave();
  /// Called after every write with all that was written; for a client that leaves mid-stream.
  void on_write(std::function<void(MemoryExchange&)> look) { look_ = std::move(look); }

  /// 0 while nothing was answered.
  int status() const { return status_; }
  bool streamed() const { return streamed_; }
  /// The answer was given whole, or the stream was ended or closed.
  bool is_over() const { return over_; }
  /// The stream was ended by closing the connection.
  bool was_closed() const { return closed_; }
  const std::string& content_type() const { return content_type_; }
  /// The first header of that name (case-insensitive), or an empty view.
  std::string_view header(std::string_view name) const;
  /// The whole body, streamed or not.
  const std::string& body() const { return body_; }
  const std::vector<std::string>& writes() const { return writes_; }
  /// The payloads of the `data:` lines of a stream, `[DONE]` included.
  std::vector<std::string> stream_events() const;

 private:
  int status_ = 0;
  bool streamed_ = false;
  bool over_ = false;
  bool closed_ = false;
  bool left_ = false;
  std::string content_type_;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::string body_;
  std::vector<std::string> writes_;
  std::function<void()> abandoned_;
  std::function<void(MemoryExchange&)> look_;
};

/// A client on the same loop as the server under test.
class MemoryClient {
 public:
  MemoryClient(boost::asio::io_context& loop, VirtualTime& time, HttpHandler& server)
      : loop_(loop), time_(time), server_(server) {}
  /// Starts the request; it makes progress when the loop runs.
  std::shared_ptr<MemoryExchange> start(HttpRequest request);
  /// Sends the request and runs the loop, with time jumping where everything sleeps, until the
  /// answer is over. Ends the process where the handler never answers.
  std::shared_ptr<MemoryExchange> ask(HttpRequest request);
  /// `target` may have a query; `key` becomes the bearer token where it is not empty.
  static HttpRequest request(std::string_view method, std::string_view target, std::string body,
                             std::string_view key);

 private:
  boost::asio::io_context& loop_;
  VirtualTime& time_;
  HttpHandler& server_;
};

}  // namespace anban::sim
