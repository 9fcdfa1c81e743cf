// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 client: connections are kept and reused per loop and origin; TLS checks chain and
// host name; every wait has a deadline; redirects are never followed, no proxy is used.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/loops.h"
#include "net/url.h"
#include "ports/cancel.h"
#include "ports/http.h"
#include "ports/upstream.h"

namespace anban {

struct HttpClientOptions {
  Milliseconds connect_within{5'000};  // look-up, TCP and TLS together
  Milliseconds head_within{120'000};   // from the request's last byte to the answer's head
  Milliseconds between_bytes{120'000};
  Milliseconds idle_max{55'000};           // age at which an unused connection is closed
  std::size_t idle_connections_max = 256;  // per loop and origin
  std::size_t head_bytes_max = 32 * 1024;
  std::size_t body_bytes_max = 16 * 1024 * 1024;
  std::string ca_file;  // PEM, besides the system's authorities
};

enum class Retry {
  when_kept_connection_died,  // a reused connection that broke before any byte of an answer
  before_first_byte,          // any broken connection before any byte of an answer
};

struct ClientRequest {
  std::string method = "POST";
  Url url;
  std::vector<HttpHeader> headers;  // Host and Content-Length are added
  std::string body;
  Retry retry = Retry::when_kept_connection_died;
  std::shared_ptr<Cancel> cancel;  // stops the wait for the answer's head; may be null
};

/// An answer whose body is read piece by piece. Letting go of it before the end closes the
/// connection. Used on the loop that asked; abort() and the destructor may run anywhere.
class ClientReply : public UpstreamReply {
 public:
  /// The first header of that name, or empty.
  virtual std::string_view header(std::string_view name) const = 0;
  virtual const std::vector<HttpHeader>& headers() const = 0;
};

class HttpClient {
 public:
  /// Errors: invalid (ca_file cannot be read). `loops` lives longer.
  static Result<std::unique_ptr<HttpClient>> make(Loops& loops, HttpClientOptions options);
  /// After the loops stopped, or with nothing in flight on any loop.
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// Sends the request and waits for the answer's head. Errors: unavailable, timed_out, invalid,
  /// cancelled (by request.cancel, or in asio's way, for example by operator||).
  Task<Result<std::unique_ptr<ClientReply>>> send(ClientRequest request);
  /// Connections that wait for use on the current loop.
  std::size_t idle_connections() const;

 private:
  struct Inside;
  explicit HttpClient(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace anban
