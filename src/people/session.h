// SPDX-License-Identifier: Apache-2.0
// Sessions and repeats: pure rules over LiveState. A session is the client's by name, or derived
// from the person and the idle gap; after leaving, the next message opens a new one. A turn that
// comes again within the repeat window is the same turn (semantics, "Repeats", "After exit").
#pragma once

#include <string_view>

#include "people/live_state.h"

namespace anban {

struct OpenedSession {
  SessionId id;
  bool is_new = false;
};

/// The session that a message at `now` belongs to; `fresh` is used where one must be made and the
/// client gave no `name`.
OpenedSession session_at(const LiveState& state, std::string_view name, const SessionId& fresh,
                         Instant now, Milliseconds idle_gap);

/// Puts the session down as active at `now`; the oldest of more than eight is forgotten.
Session& touch_session(LiveState& state, const OpenedSession& opened, Instant now);
/// The session is left: its name opens a new session when it is used again.
void leave_session(LiveState& state, const SessionId& session);

/// The earlier turn that this one repeats, or null.
RecentTurn* repeated_turn(LiveState& state, std::uint64_t fingerprint, const SessionId& session,
                          Instant now, Milliseconds window);
/// Remembers a turn; the oldest of more than eight is forgotten.
RecentTurn& remember_turn(LiveState& state, RecentTurn turn);

/// Whether the message hash was screened before in this person's last messages; remembers it.
bool seen_before(const LiveState& state, std::uint64_t hash);
void remember_seen(LiveState& state, std::uint64_t hash);

/// Forgets waiting notices about time in use: after a break they would not be true any more.
void forget_notices_of_time(LiveState& state);

/// Queues a notice for the next reply; the gravest eight are kept, one of each type.
void let_wait(LiveState& state, WaitingNotice notice);

}  // namespace anban
