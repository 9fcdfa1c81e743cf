// SPDX-License-Identifier: Apache-2.0
// Which minors somebody of the staff was shown lately, and where. A page asks for its queue again
// every few seconds; what it shows to the same person for minutes is one access, not a leaf each
// time (O-134).
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "base/ids.h"
#include "base/local_time.h"

namespace anban::api {

class SeenLately {
 public:
  /// Takes out of `persons` whom `key` saw in `queue` less than one_access before `now`.
  void leave_new(const std::string& key, const std::string& queue, std::set<PersonRef>& persons,
                 Instant now) const;
  /// These were shown and recorded at `now`.
  void saw(const std::string& key, const std::string& queue, const std::set<PersonRef>& persons,
           Instant now);

  static constexpr Milliseconds one_access = std::chrono::minutes(5);

 private:
  using Place = std::pair<std::string, std::string>;
  mutable std::mutex mutex_;
  std::map<Place, std::map<PersonRef, Instant>> seen_;
};

}  // namespace anban::api
