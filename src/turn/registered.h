// SPDX-License-Identifier: Apache-2.0
// A reply that runs is found by others, so that they can stop it: exit, a guardian, the staff.
#pragma once

#include <memory>

#include "turn/running.h"
#include "turn/turn.h"

namespace anban {

/// Lets others find and stop the reply; takes itself back.
class Registered {
 public:
  Registered(const Turn& turn, std::shared_ptr<Running> running)
      : person_(turn.person), turn_(turn.id) {
    if (!person_) return;
    const std::lock_guard guard(person_->mutex);
    person_->running[turn_] = {[running](StopReason reason) { running->stop(reason); }, turn.marks};
  }
  Registered(const Registered&) = delete;
  Registered& operator=(const Registered&) = delete;
  ~Registered() {
    if (!person_) return;
    const std::lock_guard guard(person_->mutex);
    person_->running.erase(turn_);
  }

 private:
  std::shared_ptr<Person> person_;
  TurnId turn_;
};

/// Stops the reply where the staff took over or stopped the conversation after the turn was planned
/// and before it could be found.
void stop_if_ordered_meanwhile(const Turn& turn, Running& running);

}  // namespace anban
