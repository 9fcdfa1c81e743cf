// SPDX-License-Identifier: Apache-2.0
// Person: one registered person in memory, shared by everything that serves them at once. Its
// fields are read and changed under its mutex, in short steps that never suspend.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/ids.h"
#include "people/guardianship.h"
#include "people/live_state.h"
#include "people/profile.h"
#include "ports/journal.h"
#include "ports/vault.h"

namespace anban {

/// Why a running reply is stopped from outside.
enum class StopReason {
  left,
  night,
  quota,
  hours,
  barred,
  blocked,
  withdrawn,
  erased,
  service,
  abandoned,
  stopped_by_staff,
  taken_over
};

/// A reply that is streaming: with whom, and how it is stopped (safe from any thread).
struct RunningReply {
  std::function<void(StopReason)> stop;
  std::vector<CharacterMarks> characters = {};
};

class Person {
 public:
  Person(PersonRef ref, Digest look_up, DataKey key, Bytes wrapped_key)
      : ref(std::move(ref)),
        look_up(look_up),
        key(std::move(key)),
        wrapped_key(std::move(wrapped_key)) {}
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  const PersonRef ref;
  const Digest look_up;
  const DataKey key;
  const Bytes wrapped_key;

  std::mutex mutex;
  // Guarded by mutex:
  Profile profile;
  LiveState state;
  Guardianship guardianship;
  bool erased = false;
  /// Replies now streaming.
  std::map<TurnId, RunningReply> running;
  /// Clients that listen for events; a call hands one JSON event over (safe from any thread).
  std::map<std::uint64_t, std::function<void(const std::string& event_json)>> listeners;
  std::uint64_t next_listener = 0;
  /// The session in which they were in need, or a reply was withheld that would have harmed them:
  /// its further replies are read more warily. Only here: another node or a restart forgets it.
  SessionId wary_in;
  /// Where and when they last spoke of what calls them away. Likewise.
  SessionId away_in;
  Instant away_at{};
};

/// Calls every running reply's stop; the calls are made without the mutex held.
void stop_running(Person& person, StopReason reason);
/// The same for replies of characters that a guardian blocks now.
void stop_blocked(Person& person);
/// Hands `event_json` to every listener.
void tell_listeners(Person& person, const std::string& event_json);

}  // namespace anban
