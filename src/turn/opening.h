// SPDX-License-Identifier: Apache-2.0
// The parts of a reply that are ours: the speaker with its label, the events and words before the
// model speaks, the words behind it, and the words in place of a reply that was withheld.
#pragma once

#include <memory>

#include "turn/relay.h"
#include "turn/speaker.h"
#include "turn/turn.h"

namespace anban {

std::unique_ptr<Speaker> make_speaker(Turn& turn, HttpExchange& exchange);
/// Events, then the words before the reply and its one notice.
void speak_before(Turn& turn, Speaker& speaker);
/// The help line of a crisis window, where owed.
void speak_behind(Turn& turn, Speaker& speaker);
/// The fixed answer in the model's place.
void speak_answer(Turn& turn, Speaker& speaker);
/// What follows from how the relay ended: replacement, cut, stop. Sets turn.outcome; returns the
/// finish reason.
std::string speak_end(Turn& turn, Speaker& speaker, const RelayEnd& end);

}  // namespace anban
