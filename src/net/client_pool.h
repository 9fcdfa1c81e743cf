// SPDX-License-Identifier: Apache-2.0
// One loop's kept connections by origin. The newest is used first, so that a quiet time lets the
// others age out; one that the server closes leaves the pool at once.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "net/client_connection.h"

namespace anban {

class ClientPool {
 public:
  ClientPool(Loop& loop, Milliseconds idle_max, std::size_t idle_connections_max);
  ~ClientPool();
  ClientPool(const ClientPool&) = delete;
  ClientPool& operator=(const ClientPool&) = delete;

  /// A connection that is quiet and open, or null.
  std::unique_ptr<ClientConnection> take(const std::string& origin);
  /// Keeps `connection` if it is reusable and there is room; else it is closed.
  void give(const std::string& origin, std::unique_ptr<ClientConnection> connection);
  std::size_t size() const { return size_; }

 private:
  struct Idle;
  using Idles = std::list<Idle>;
  void drop(Idle& idle);

  Loop& loop_;
  Milliseconds idle_max_;
  std::size_t idle_connections_max_;
  std::unordered_map<std::string, Idles> by_origin_;
  std::size_t size_ = 0;
};

}  // namespace anban
