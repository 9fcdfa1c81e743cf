// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 server: strict framing (a request that two readers could read differently is
// refused and its connection closed), bounded memory and a deadline for everything a client does.
// It knows nothing of the endpoints: an HttpHandler answers (ports/http.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/event_log.h"
#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/loops.h"
#include "ports/http.h"

namespace anban {

struct ServerOptions {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, numeric
  std::uint16_t port = 0;             // 0 picks a free one
  std::string certificate_file;       // PEM chain; with key_file: TLS
  std::string key_file;               // PEM

  std::size_t head_bytes_max = 16 * 1024;     // 431 beyond
  std::size_t headers_max = 100;              // 431 beyond
  std::size_t body_bytes_max = 1024 * 1024;   // 413 beyond
  std::size_t connections_max = 10'000;       // 503 and close beyond
  Milliseconds head_within{10'000};           // 408 beyond, from a request's first byte
  Milliseconds body_within{30'000};           // 408 beyond
  std::size_t body_bytes_a_second_min = 256;  // 408 below, measured over five seconds
  Milliseconds idle_max{75'000};              // between requests; then the connection is closed
  Milliseconds write_within{30'000};          // a client that takes nothing for so long is left
  Milliseconds keep_alive_comment_every{12'000};
  Milliseconds drain_within{10'000};
  /// Addresses or networks ("10.0.0.0/8") whose X-Forwarded-For and -Proto are believed.
  std::vector<std::string> trusted_proxies;
};

class Server {
 public:
  /// All three references live longer; `handler` is called on every loop.
  Server(Loops& loops, ServerOptions options, HttpHandler& handler, const EventLog& log);
  /// After drain(), or after the loops stopped.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds, listens and returns the port. Call once, before or after Loops::start(). Errors:
  /// invalid (address, certificate, key, proxy list), unavailable (port in use), denied (port or
  /// file without permission); the detail says what to do.
  Result<std::uint16_t> start();
  /// Takes no new connection, closes idle ones, lets running answers finish within drain_within,
  /// closes the rest. Call on a loop.
  Task<void> drain();
  std::size_t open_connections() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace anban
