// SPDX-License-Identifier: Apache-2.0
// The sandbox's own calls (design: `POST /sandbox/clock` and so on): regulators, app stores and
// integrators move the clock, script the model server and read what was sent to whom. Everything
// else goes to the real server behind it. Never part of `anban serve`.
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
  Instant start;  // where reset() puts the clock
  ScriptedUpstream& upstream;
  CapturedNotifier& receivers;
  Journal& journal;
  /// Forgets everything that the server holds (journal, caches). Errors: those of the journal.
  std::function<Task<Result<void>>()> forget;
  /// Wakes whoever sleeps until a time that is far off again, after the clock went back.
  std::function<void()> went_back = [] {};
};

class Sandbox final : public HttpHandler {
 public:
  explicit Sandbox(SandboxDeps deps) : deps_(std::move(deps)) {}
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override;

 private:
  Task<HttpAnswer> answer_to(const HttpRequest& request);
  Task<HttpAnswer> reset();
  Task<HttpAnswer> set_clock(const HttpRequest& request);
  HttpAnswer clock() const;
  HttpAnswer script_upstream(const HttpRequest& request);
  HttpAnswer plan_receivers(const HttpRequest& request);
  HttpAnswer outbox();

  SandboxDeps deps_;
};

}  // namespace anban::sim
