// SPDX-License-Identifier: Apache-2.0
// Observe: the messages that a client sends, each looked at for what it can tell. Findings about
// the person come only from user messages behind the last assistant message; older unseen messages
// are screened for content and jailbreak; system and developer messages are judged as a card.
#pragma once

#include "turn/turn.h"

namespace anban {

/// Fills turn.said, turn.screened and the findings of turn.facts. The caller does not hold the
/// person's mutex: detectors take microseconds a kilobyte. `seen` is the person's list.
void observe(Turn& turn, const std::vector<std::uint64_t>& seen);

/// A hash of what the messages say, to know a repeat.
std::uint64_t fingerprint_of(const wire::ChatRequest& chat);

}  // namespace anban
