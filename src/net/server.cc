// SPDX-License-Identifier: Apache-2.0
// Accepting, sharing connections out over the loops, and the orderly end.
#include "net/server.h"

#include <algorithm>

#include "base/ensure.h"
#include "net/connection.h"
#include "net/listener.h"
#include "net/server_parts.h"
#include "net/wheel_wait.h"

namespace anban {
namespace {

/// Accepted one after another before other work on the loop has its turn.
constexpr int accepts_a_turn = 64;
/// How long accepting rests when the process is out of descriptors.
constexpr Milliseconds accept_rest{1'000};
/// Connections above the limit that are told so; further ones are closed without a word.
constexpr std::size_t turned_away_max = 256;
constexpr Milliseconds turn_away_within{1'000};
/// How long cut connections may take to be gone.
constexpr Milliseconds cut_within{1'000};

Task<void> serve_connection(ServerParts& server, Accepted accepted) {
  Loop& loop = Loop::current();
  auto connection =
      std::make_unique<Connection>(server, loop, accepted.descriptor.release(), accepted.peer);
  if (server.drains.load()) co_return;
  co_await connection->serve();
}

}  // namespace

struct Server::Inside {
  Inside(Loops& loops, ServerOptions options, HttpHandler& handler, const EventLog& log)
      : parts{loops, std::move(options), handler, log, {}, nullptr, {}, false} {}

  ServerParts parts;
  std::unique_ptr<Listener> listener;  // used on loop 0 once accepting
  std::size_t next_loop = 0;
  std::size_t turned_away = 0;  // being told right now; used on loop 0

  std::size_t open() const {
    std::size_t sum = 0;
    for (const auto& share : parts.shares) sum += share->count.load();
    return sum;
  }
  std::size_t least_loaded();
  Task<void> accept();
  Task<void> turn_away(Accepted accepted);
  void take(Accepted accepted);
  template <class Act>
  void on_every_connection(Act act);
  Task<void> wait_until_empty(Milliseconds within);
};

Server::Server(Loops& loops, ServerOptions options, HttpHandler& handler, const EventLog& log)
    : inside_(std::make_unique<Inside>(loops, std::move(options), handler, log)) {
  for (std::size_t i = 0; i < loops.size(); ++i) {
    inside_->parts.shares.push_back(std::make_unique<LoopShare>());
  }
}

Server::~Server() = default;

std::size_t Server::open_connections() const { return inside_->open(); }

Result<std::uint16_t> Server::start() {
  ServerParts& parts = inside_->parts;
  for (const std::string& text : parts.options.trusted_proxies) {
    const auto network = parse_network(text);
    if (!network) {
      return failed(ErrorCode::invalid, "trusted proxies: " + network.error().detail);
    }
    parts.trusted.push_back(*network);
  }
  const ServerOptions& options = parts.options;
  if (options.certificate_file.empty() != options.key_file.empty()) {
    return failed(ErrorCode::invalid, "TLS needs both a certificate file and a key file");
  }
  if (!options.certificate_file.empty()) {
    auto tls = server_tls(options.certificate_file, options.key_file);
    if (!tls) return failed(tls);
    parts.tls = *tls;
  }
  auto listener = Listener::open(options.address, options.port);
  if (!listener) return failed(listener);
  inside_->listener = std::move(*listener);
  const std::uint16_t port = inside_->listener->port();
  parts.loops.spawn(0, inside_->accept());
  return port;
}

std::size_t Server::Inside::least_loaded() {
  const std::size_t count = parts.shares.size();
  std::size_t best = next_loop++ % count;
  for (std::size_t i = 0; i < count; ++i) {
    if (parts.shares[i]->count.load() < parts.shares[best]->count.load()) best = i;
  }
  return best;
}

Task<void> Server::Inside::accept() {
  Loop& loop = Loop::current();
  ensure(loop.poller().watch(listener->watch, listener->descriptor()),
         "the epoll set takes the listening socket");
  int taken = 0;
  while (!parts.drains.load() && !loop.poller().is_finished()) {
    auto accepted = listener->accept();
    if (accepted) {
      take(std::move(*accepted));
      if (++taken % accepts_a_turn == 0) co_await loop.yield();
    } else if (accepted.error() == AcceptFault::out_of_descriptors) {
      parts.log.error("server.out_of_descriptors",
                      {{"open_connections", open()},
                       {"advice", "raise the limit of open files (ulimit -n, LimitNOFILE)"}});
      co_await loop.sleep(accept_rest);
    } else {
      const auto nobody_cancels = [] {};
      Task<Wake> waiting = wait_in(listener->watch.on_readable, nobody_cancels);
      co_await std::move(waiting);
    }
  }
  listener.reset();
}

void Server::Inside::take(Accepted accepted) {
  if (open() < parts.options.connections_max) {
    const std::size_t index = least_loaded();
    parts.shares[index]->count.fetch_add(1);
    parts.loops.spawn(index, serve_connection(parts, std::move(accepted)));
  } else if (turned_away < turned_away_max) {
    ++turned_away;
    parts.loops.spawn(0, turn_away(std::move(accepted)));
  }
}

Task<void> Server::Inside::turn_away(Accepted accepted) {
  Loop& loop = Loop::current();
  Socket socket(loop, accepted.descriptor.release());
  const Refusal refusal{503, "too_many_connections", "The service is busy. Please try again."};
  const std::string body = error_body(refusal);
  const std::string id = parts.shares[0]->ids.next();
  const std::vector<std::pair<std::string, std::string>> headers(1, {"Retry-After", "1"});
  std::string answer;
  append_head(answer, {refusal.status, "application/json", id, &headers, Persistence::closes});
  append_length(answer, body.size());
  answer += body;
  Result<void> told;
  if (parts.tls) {
    TlsSession session = accept_session(parts.tls, socket.descriptor());
    told = co_await socket.shake_hands(std::move(session), turn_away_within);
  }
  if (told) told = co_await socket.write(answer, turn_away_within);
  if (told) {
    socket.end_writing();
    // One read, so that the close does not overtake the answer where a request is on its way.
    const auto heard = co_await socket.read(loop.read_buffer(), turn_away_within);
    if (heard && *heard > 0) {
      const auto rest = co_await socket.read(loop.read_buffer(), turn_away_within);
      static_cast<void>(rest);
    }
  }
  --turned_away;
}

template <class Act>
void Server::Inside::on_every_connection(Act act) {
  for (std::size_t i = 0; i < parts.shares.size(); ++i) {
    parts.loops.post(i, [&share = *parts.shares[i], act] {
      for (Connection* each : share.connections) act(*each);
    });
  }
}

Task<void> Server::Inside::wait_until_empty(Milliseconds within) {
  Loop& loop = Loop::current();
  const Milliseconds until = loop.wheel().now() + within;
  while (open() > 0 && loop.wheel().now() < until && !loop.poller().is_finished()) {
    co_await loop.sleep(Milliseconds(20));
  }
}

Task<void> Server::drain() {
  Inside& in = *inside_;
  if (in.parts.drains.exchange(true)) co_return;
  in.parts.loops.post(0, [&in] {
    if (in.listener) in.listener->watch.wake_all(Wake::cancelled);
  });
  in.on_every_connection([](Connection& each) { each.drain(); });
  co_await in.wait_until_empty(in.parts.options.drain_within);
  in.on_every_connection([](Connection& each) { each.cut(); });
  co_await in.wait_until_empty(cut_within);
}

}  // namespace anban
