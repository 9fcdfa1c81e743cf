// SPDX-License-Identifier: Apache-2.0
// A guardian's daily time for a child as both bounds of what may be in force: the server lets a
// loosening come into force when it next looks, and the clock may have been set back since.
#pragma once

#include <optional>

#include "base/local_time.h"

namespace anban::simulation {

class GuardianQuota {
 public:
  /// The guardian sets `wanted` at `at`; `latest` is the furthest that the clock ever stood.
  void set(Milliseconds wanted, Instant at, Instant latest);
  /// Not less than this holds / not more than this holds; `by_age` where nothing is set.
  Milliseconds least(Milliseconds by_age, Instant now) const { return slow_.at(by_age, now); }
  Milliseconds most(Milliseconds by_age, Instant latest) const { return fast_.at(by_age, latest); }

 private:
  struct Believed {
    std::optional<Milliseconds> value;
    std::optional<Milliseconds> waiting;
    Instant from;
    void settle(Instant now);
    void set(Milliseconds wanted, Instant at, Instant now);
    Milliseconds at(Milliseconds by_age, Instant now) const;
  };
  Believed slow_;
  Believed fast_;
};

}  // namespace anban::simulation
