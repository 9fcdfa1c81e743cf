// SPDX-License-Identifier: Apache-2.0
// What the server's connections share.
#pragma once

#include <atomic>
#include <memory>
#include <unordered_set>
#include <vector>

#include "base/event_log.h"
#include "net/address.h"
#include "net/answer_text.h"
#include "net/loops.h"
#include "net/server.h"
#include "net/tls.h"
#include "ports/http.h"

namespace anban {

class Connection;

/// Of one loop; used on its thread, but the count.
struct LoopShare {
  std::unordered_set<Connection*> connections;
  RequestIds ids;
  std::atomic<std::size_t> count = 0;  // accepted for this loop
};

struct ServerParts {
  Loops& loops;
  ServerOptions options;
  HttpHandler& handler;
  const EventLog& log;
  std::vector<Network> trusted;
  TlsContext tls;  // null: in the clear
  std::vector<std::unique_ptr<LoopShare>> shares;
  std::atomic<bool> drains = false;
};

}  // namespace anban
