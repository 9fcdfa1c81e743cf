// SPDX-License-Identifier: Apache-2.0
// The sandbox's own calls (design/api.md, "Sandbox"): clock, scripted model server, captured
// notifications. Everything else goes to the server under test, which is the real one.
#pragma once

#include <functional>

#include "ports/http.h"
#include "ports/journal.h"
#include "sim/captured_notifier.h"
#include "sim/scripted_upstream.h"
#include "sim/virtual_time.h"

namespace anban::sim {

struct SandboxDeps {
  HttpHandler& server;
  VirtualTime& time;
  Instant start;
  ScriptedUpstream& upstream;
  CapturedNotifier& outbox;
  Journal& journal;
  /// Forgets what is in memory; the journal is cleared before.
  std::function<Result<void>()> forget;
};

class SandboxHandler final : public HttpHandler {
 public:
  explicit SandboxHandler(SandboxDeps deps) : deps_(std::move(deps)) {}
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override;

 private:
  Task<HttpAnswer> answer_for(const HttpRequest& request);
  Task<HttpAnswer> reset();
  Task<HttpAnswer> move_clock(const std::string& body);
  HttpAnswer clock() const;
  HttpAnswer script(const std::string& body);
  HttpAnswer outbox();
  HttpAnswer plan(const std::string& body);

  SandboxDeps deps_;
};

}  // namespace anban::sim
