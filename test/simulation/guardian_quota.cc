// SPDX-License-Identifier: Apache-2.0
// Stricter at once, looser after a day, computed a second time and from outside.
#include "guardian_quota.h"

#include <algorithm>

namespace anban::simulation {

void GuardianQuota::Believed::settle(Instant now) {
  if (!waiting || now < from) return;
  value = waiting;
  waiting.reset();
}

void GuardianQuota::Believed::set(Milliseconds wanted, Instant at, Instant now) {
  settle(now);
  if (!value || wanted <= *value) {
    value = wanted;
    waiting.reset();
    return;
  }
  waiting = wanted;
  from = at + std::chrono::hours(24);
}

Milliseconds GuardianQuota::Believed::at(Milliseconds by_age, Instant now) const {
  Believed then = *this;
  then.settle(now);
  return then.value ? std::min(by_age, *then.value) : by_age;
}

void GuardianQuota::set(Milliseconds wanted, Instant at, Instant latest) {
  slow_.set(wanted, at, at);
  fast_.set(wanted, at, latest);
}

}  // namespace anban::simulation
