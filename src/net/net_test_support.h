// SPDX-License-Identifier: Apache-2.0
// What the tests of net/ share: loops that end with the test, a server whose answers are written in
// the test, a client that speaks raw bytes, and a server that answers with raw bytes.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/event_log.h"
#include "net/loops.h"
#include "net/server.h"

namespace anban::net_testing {

/// Runs `make()` on loop 0 and waits for what it gives.
template <class T>
T run_on(Loops& loops, std::function<Task<T>()> make) {
  auto promise = std::make_shared<std::promise<T>>();
  std::future<T> future = promise->get_future();
  const auto carry = [](std::function<Task<T>()> maker,
                        std::shared_ptr<std::promise<T>> to) -> Task<void> {
    Task<T> task = maker();
    T value = co_await std::move(task);
    to->set_value(std::move(value));
  };
  loops.spawn(0, carry(std::move(make), promise));
  return future.get();
}

/// A blocking connection that gives up after five seconds of silence.
class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient& send(std::string_view bytes);
  /// Reads until `end` was seen, or the connection ended.
  std::string read_until(std::string_view end);
  /// Reads until the connection ended; "…(silence)" is added where it did not in time.
  std::string read_all();
  /// One answer with a Content-Length.
  std::string read_answer();
  void close();
  void close_with_reset();
  void end_writing();
  int descriptor() const { return descriptor_; }

 private:
  bool fill();
  int descriptor_;
  std::string pending_;
};

/// Answers by a function of the test.
class WrittenHandler final : public HttpHandler {
 public:
  using Act = std::function<Task<void>(HttpRequest&, HttpExchange&)>;
  explicit WrittenHandler(Act act) : act_(std::move(act)) {}
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override {
    ++calls;
    return act_(request, exchange);
  }
  std::atomic<int> calls = 0;

 private:
  Act act_;
};

/// Answers every request with "METHOD path?query body" and 200.
Task<void> echo(HttpRequest& request, HttpExchange& exchange);

/// Loops and a server; ends with the test.
struct RunningServer {
  explicit RunningServer(WrittenHandler::Act act, ServerOptions options = {});
  ~RunningServer();
  std::vector<std::string> log_lines();

  std::mutex log_mutex;
  std::vector<std::string> lines;
  EventLog log;
  WrittenHandler handler;
  Loops loops;
  Server server;
  std::uint16_t port = 0;
};

/// A server of raw bytes: for each connection in turn, reads what the script awaits and sends what
/// it says.
class ScriptedServer {
 public:
  struct Step {
    std::string awaits;  // reads until this was seen; empty: reads nothing
    std::string sends;
  };
  using Script = std::vector<Step>;
  /// One script a connection; the connection closes behind its script.
  explicit ScriptedServer(std::vector<Script> scripts);
  ~ScriptedServer();
  std::uint16_t port() const { return port_; }
  /// What connection `index` received, once its script is over.
  std::string received(std::size_t index);
  /// Whether connection `index` saw the client close after its script (waits for it).
  int connections() const { return connections_.load(); }

 private:
  void serve(std::vector<Script> scripts);
  int listener_;
  std::uint16_t port_ = 0;
  std::atomic<int> connections_ = 0;
  std::vector<std::promise<std::string>> received_;
  std::jthread thread_;
};

/// A certificate for "localhost" and 127.0.0.1, signed by itself, with its key, as PEM files in a
/// folder that is removed with the object.
class CertificateFiles {
 public:
  CertificateFiles();
  ~CertificateFiles();
  std::string certificate() const { return folder_ + "/certificate.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
};

}  // namespace anban::net_testing
