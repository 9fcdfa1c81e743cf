// SPDX-License-Identifier: Apache-2.0
// The transport as api/ sees it: a whole request comes in, and an exchange takes either one answer
// or a stream. net/ implements it over sockets, sim/ in memory.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/task.h"

namespace anban {

struct HttpHeader {
  std::string name;   // as sent; compare with HttpRequest::header
  std::string value;  // trimmed
};

struct HttpRequest {
  std::string method;  // "GET", upper case as sent
  std::string path;    // percent-decoded nowhere: as sent, up to '?'
  std::string query;   // behind '?', not decoded
  std::vector<HttpHeader> headers;
  std::string body;  // whole; the transport enforces its limit
  std::string
      request_id;  // the client's x-request-id where acceptable (<= 128 printable ASCII), else made
  std::string peer;     // "127.0.0.1"; behind a trusted proxy, its X-Forwarded-For
  bool secure = false;  // TLS, or X-Forwarded-Proto: https of a trusted proxy
  /// The first header of that name (case-insensitive), or an empty view.
  std::string_view header(std::string_view name) const;
};

struct HttpAnswer {
  int status = 200;
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>>
      headers;  // x-request-id and Content-Length are added
  std::string body;
};

struct StreamHead {
  int status = 200;
  std::string content_type = "text/event-stream";
  std::vector<std::pair<std::string, std::string>> headers;
};

/// One request's way back. Used by one coroutine on one loop, except abandoned() callbacks.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  /// The whole answer; afterwards nothing else may be sent.
  virtual Task<Result<void>> answer(HttpAnswer answer) = 0;
  /// Starts a chunked answer. While nothing is written for the transport's keep-alive interval
  /// (10-15 s) it writes the comment line ": keep-alive" and a blank line by itself.
  virtual Task<Result<void>> begin(StreamHead head) = 0;
  /// Sends `bytes` as one chunk, at once. Errors: cancelled (the client left), timed_out (it reads
  /// too slowly).
  virtual Task<Result<void>> write(std::string_view bytes) = 0;
  /// Ends the stream properly; the connection can be used again.
  virtual Task<Result<void>> end() = 0;
  /// Ends the stream by closing the connection (after an error frame).
  virtual void close() noexcept = 0;
  /// `act` is called once, on this exchange's loop, when the client leaves before the answer ended
  /// (at once where it has left already). An empty function takes it back.
  virtual void when_abandoned(std::function<void()> act) = 0;
};

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  /// Answers exactly once through `exchange`. `request` belongs to the caller for the call's time;
  /// the handler may move its body out.
  virtual Task<void> handle(HttpRequest& request, HttpExchange& exchange) = 0;
};

}  // namespace anban
