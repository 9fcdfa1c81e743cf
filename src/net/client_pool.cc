// SPDX-License-Identifier: Apache-2.0
// Keeping and handing out of connections.
#include "net/client_pool.h"

namespace anban {

struct ClientPool::Idle final : WheelEntry {
  Idle(ClientPool& of, Idles& among, std::unique_ptr<ClientConnection> kept)
      : pool(of), idles(among), connection(std::move(kept)) {}
  void due() override { pool.drop(*this); }

  ClientPool& pool;
  Idles& idles;
  std::unique_ptr<ClientConnection> connection;
  Idles::iterator place;
};

ClientPool::ClientPool(Loop& loop, Milliseconds idle_max, std::size_t idle_connections_max)
    : loop_(loop), idle_max_(idle_max), idle_connections_max_(idle_connections_max) {}

ClientPool::~ClientPool() = default;

std::unique_ptr<ClientConnection> ClientPool::take(const std::string& origin) {
  const auto at = by_origin_.find(origin);
  if (at == by_origin_.end()) return nullptr;
  Idles& idles = at->second;
  while (!idles.empty()) {
    std::unique_ptr<ClientConnection> newest = std::move(idles.front().connection);
    newest->socket().when_left(nullptr);
    idles.pop_front();
    --size_;
    if (newest->is_still_quiet()) return newest;
  }
  return nullptr;
}

void ClientPool::give(const std::string& origin, std::unique_ptr<ClientConnection> connection) {
  if (!connection->is_reusable() || loop_.poller().is_finished()) return;
  Idles& idles = by_origin_[origin];
  if (idles.size() >= idle_connections_max_) return;
  idles.emplace_front(*this, idles, std::move(connection));
  ++size_;
  Idle& idle = idles.front();
  idle.place = idles.begin();
  idle.connection->socket().when_left([&idle](Wake) { idle.pool.drop(idle); });
  loop_.wheel().set(idle, idle_max_);
}

void ClientPool::drop(Idle& idle) {
  --size_;
  idle.idles.erase(idle.place);
}

}  // namespace anban
