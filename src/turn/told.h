// SPDX-License-Identifier: Apache-2.0
// From a duty's Tell to what the client reads: words in the person's language, the basis in law,
// buttons, help lines.
#pragma once

#include <string>

#include "turn/plan.h"
#include "turn/turn.h"
#include "wire/anban_object.h"

namespace anban {

/// The words of `told` for this person, unmarked.
std::string words_of(const Turn& turn, const Told& told);
/// The words of a key for this person, unmarked.
std::string words_of(const Turn& turn, pack::TextKey key);

wire::AnbanEvent event_of(const Turn& turn, const Told& told);
/// An event that no duty asked for beforehand (a cut reply, a stop).
wire::AnbanEvent event_of(const Turn& turn, std::string type, int obligation,
                          duties::Severity severity, pack::TextKey title, pack::TextKey text);

/// Says what was blocked, as the taxonomy calls it; an id or a name of ours, so nothing to escape.
void add_category(wire::AnbanEvent& event, const std::string& category);

const char* name_of(duties::Severity severity);
const char* name_of(duties::Display display);

}  // namespace anban
