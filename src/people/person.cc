// SPDX-License-Identifier: Apache-2.0
// Reaching what runs for a person, from any thread.
#include "people/person.h"

namespace anban {

void stop_running(Person& person, StopReason reason) {
  std::map<TurnId, RunningReply> running;
  {
    const std::lock_guard guard(person.mutex);
    running = person.running;
  }
  for (const auto& [turn, reply] : running) reply.stop(reason);
}

void stop_blocked(Person& person) {
  std::vector<std::function<void(StopReason)>> stops;
  {
    const std::lock_guard guard(person.mutex);
    for (const auto& [turn, reply] : person.running) {
      for (const CharacterMarks& each : reply.characters) {
        if (is_blocked(person.guardianship, each)) stops.push_back(reply.stop);
      }
    }
  }
  for (const auto& stop : stops) stop(StopReason::blocked);
}

void tell_listeners(Person& person, const std::string& event_json) {
  std::map<std::uint64_t, std::function<void(const std::string&)>> listeners;
  {
    const std::lock_guard guard(person.mutex);
    listeners = person.listeners;
  }
  for (const auto& [number, tell] : listeners) tell(event_json);
}

}  // namespace anban
