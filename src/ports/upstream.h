// SPDX-License-Identifier: Apache-2.0
// The model server as the turn sees it: one call, then bytes of an OpenAI-shaped answer. Real
// servers (net/), the demo companion and the scripted upstream of the sandbox (sim/) all answer in
// the same bytes, so one decoder (wire/) reads them all.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"
#include "ports/cancel.h"

namespace anban {

struct UpstreamCall {
  std::string path;        // below the base URL: "/chat/completions", "/models", "/embeddings"
  std::string body;        // JSON; empty for GET
  bool streams = false;    // text/event-stream is asked for
  std::string request_id;  // passed on as x-request-id
  std::string model;       // the model's name as clients say it; picks the server
  /// While call() waits for the head of the answer, this stops it (`cancelled`). May be null.
  std::shared_ptr<Cancel> cancel;
};

class UpstreamReply {
 public:
  virtual ~UpstreamReply() = default;
  virtual int status() const = 0;
  virtual std::string_view content_type() const = 0;
  /// The next bytes of the body; empty at its end. The view holds until the caller's next co_await.
  /// Errors: unavailable (broken connection), timed_out, cancelled (after abort), exhausted (over
  /// the body limit).
  virtual Task<Result<std::string_view>> read() = 0;
  /// Stops the answer: the connection is closed and a pending read() ends with `cancelled`. Safe
  /// from any thread and any number of times.
  virtual void abort() noexcept = 0;
};

class Upstream {
 public:
  virtual ~Upstream() = default;
  /// Sends the call and waits for the head of the answer. Implementations retry once where no byte
  /// of an answer came (never after the first byte). Errors: unavailable, timed_out, not_found (no
  /// server serves `model`), exhausted (too many calls at once).
  virtual Task<Result<std::unique_ptr<UpstreamReply>>> call(UpstreamCall call) = 0;
};

}  // namespace anban
