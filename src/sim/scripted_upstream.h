// SPDX-License-Identifier: Apache-2.0
// The model server of the sandbox and of tests: it says what its plan says, keeps every request
// that it got, and counts. What regulators and integrators try Anban against.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ports/clock.h"
#include "ports/upstream.h"

namespace anban::sim {

/// What the model server does from now on. The first that applies, in the order given here.
struct UpstreamPlan {
  bool refuses_connections = false;       // call() answers `unavailable`
  int status = 200;                       // any other: that status with an error body
  bool stall = false;                     // the head comes, then nothing
  std::string raw_body = {};              // these very bytes, whatever was asked
  bool echo = false;                      // the newest user message comes back
  std::vector<std::string> chunks = {};   // one reply in these pieces
  std::vector<std::string> replies = {};  // one a call; the last one repeats

  Milliseconds chunk_delay{0};   // before each piece of a stream but the first
  std::size_t bytes_a_read = 0;  // cuts the bytes anywhere, also inside a character; 0: by frame
  std::size_t break_after_reads = 0;  // the connection breaks behind that many reads; 0: never
  Milliseconds silence_most{60'000};  // a stalled read() answers timed_out after that
};

/// The body of `PUT /sandbox/upstream`: {"reply": "…"}, {"chunks": […], "chunk_delay_ms": n},
/// {"replies": […]}, {"echo": true}, {"status": 503}, {"stall": true}, and for harder tests
/// {"bytes_a_read": n}, {"break_after_reads": n}. Errors: invalid, with the field's name.
Result<UpstreamPlan> read_upstream_plan(std::string_view json);

/// Thread safe. The default plan echoes nothing and says one friendly sentence.
class ScriptedUpstream final : public Upstream {
 public:
  /// `timer` paces chunk_delay and stalls: virtual in tests, the real one in the sandbox.
  ScriptedUpstream(const Clock& clock, Timer& timer) : clock_(clock), timer_(timer) {}
  Task<Result<std::unique_ptr<UpstreamReply>>> call(UpstreamCall call) override;

  void set_plan(UpstreamPlan plan);
  /// Default plan, nothing recorded.
  void reset();
  /// Calls for completions and embeddings, oldest first; the bodies of the newest 1,000 are kept.
  std::uint64_t calls() const;
  std::vector<std::string> bodies() const;
  /// Answers that were stopped before their end.
  std::uint64_t aborts() const;
  /// {"count": n, "calls": [bodies as JSON]}: the answer of `GET /sandbox/upstream/calls`.
  std::string calls_json() const;

 private:
  struct Counters {
    std::mutex mutex;
    UpstreamPlan plan;
    std::size_t next_reply = 0;
    std::uint64_t calls = 0;
    std::uint64_t aborts = 0;
    std::vector<std::string> bodies;
  };
  UpstreamPlan record(const UpstreamCall& call, std::string& reply, std::string& id);
  const Clock& clock_;
  Timer& timer_;
  std::shared_ptr<Counters> counters_ = std::make_shared<Counters>();
};

}  // namespace anban::sim
