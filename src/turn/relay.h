// SPDX-License-Identifier: Apache-2.0
// Relay: the request goes to the model server with our instructions and without our own words, and
// the reply comes back through the screen: what cannot be part of a forbidden phrase passes at
// once.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ports/upstream.h"
#include "signals/observer.h"
#include "turn/running.h"
#include "turn/speaker.h"
#include "turn/turn.h"

namespace anban {

/// The body for the model server, from the turn's request and plan; keeps what it masked.
std::string request_for_model(Turn& turn);
/// The model's name as the operator configured it: the character's, the request's or the default.
std::string model_for(const Turn& turn);

struct RelayEnd {
  std::string finish_reason = "stop";
  std::optional<signals::Finding> cut;  // the screen stopped the reply
  std::optional<Error> failure;         // the model server failed before the end
  std::optional<StopReason> stopped;    // somebody outside stopped it
  bool client_left = false;
  bool model_spoke = false;  // some of its words were released
};

/// Reads the whole answer and says what the screen releases. In a stream each read is flushed.
/// `end` tells how it went.
Task<void> relay(Turn& turn, std::shared_ptr<UpstreamReply> reply, Speaker& speaker,
                 Running& running, RelayEnd& end);

}  // namespace anban
