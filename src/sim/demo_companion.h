// SPDX-License-Identifier: Apache-2.0
// The embedded default companion: the model server of a fresh installation, so that a first
// conversation needs nothing else. Rules pick among hand-written words (sim/demo_words.h). It says
// that it is a demonstration in its first reply and whenever asked, never claims to be human or
// able to do what it cannot, and recalls only what the request holds.
#pragma once

#include <string>
#include <vector>

#include "ports/clock.h"
#include "ports/upstream.h"
#include "sim/openai_bytes.h"

namespace anban::sim {

struct DemoOptions {
  Milliseconds pause{40};  // between words of a stream; zero in tests
};

/// Serves the model `demo` (and any other name: the gateway has chosen by then). Stateless and
/// thread safe.
class DemoCompanion final : public Upstream {
 public:
  DemoCompanion(const Clock& clock, Timer& timer, DemoOptions options)
      : clock_(clock), timer_(timer), options_(options) {}
  Task<Result<std::unique_ptr<UpstreamReply>>> call(UpstreamCall call) override;

 private:
  const Clock& clock_;
  Timer& timer_;
  DemoOptions options_;
};

/// What the companion says to that conversation. Pure.
std::string demo_words(const ChatRequest& request);
/// The topic that a message is about, or an empty view.
std::string_view demo_topic_of(std::string_view message);
std::size_t demo_topic_count();
/// `words` in pieces of a word or a few Chinese characters; joined they are `words` again.
std::vector<std::string> demo_pieces(std::string_view words);

}  // namespace anban::sim
