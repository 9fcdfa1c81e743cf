// SPDX-License-Identifier: Apache-2.0
// Reaching what runs for a person, from any thread.
#include "people/person.h"

namespace anban {

void stop_running(Person& person, StopReason reason) {
  std::map<TurnId, std::function<void(StopReason)>> running;
  {
    const std::lock_guard guard(person.mutex);
    running = person.running;
  }
  for (const auto& [turn, stop] : running) stop(reason);
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
