// SPDX-License-Identifier: Apache-2.0
// Words of the staff in a takeover (O-92) as the person's clients and the staff's windows get them:
// paragraphs of a reply, and events. They carry the label of a person, never that of a model.
#pragma once

#include <string>

#include "people/takeover.h"
#include "turn/speaker.h"
#include "turn/turn.h"

namespace anban {

/// Takes what this reply has to show first, if there is anything; before make_speaker().
void take_staff_words(Turn& turn);
/// Says it: each message as a paragraph of its own, and that the staff have left.
void speak_staff(Turn& turn, Speaker& speaker);

/// "takeover.started" or "takeover.ended" for the person's clients.
std::string takeover_event_json(TurnDeps& deps, Person& person, const Takeover& takeover,
                                const std::string& type);
/// "takeover.message" for the person's clients: the same id as in the reply that shows it.
std::string staff_message_json(TurnDeps& deps, Person& person, const std::string& takeover,
                               const StaffMessage& message);

// For the staff's windows.
std::string person_said_json(const Turn& turn);
std::string staff_wrote_json(const StaffMessage& message);
std::string takeover_over_json(const Takeover& takeover);

}  // namespace anban
