// SPDX-License-Identifier: Apache-2.0
#include "api/seen_lately.h"

#include <iterator>

namespace anban::api {

void SeenLately::leave_new(const std::string& key, const std::string& queue,
                           std::set<PersonRef>& persons, Instant now) const {
  const std::lock_guard guard(mutex_);
  const auto here = seen_.find({key, queue});
  if (here == seen_.end()) return;
  std::erase_if(persons, [&](const PersonRef& each) {
    const auto at = here->second.find(each);
    return at != here->second.end() && at->second <= now && now - at->second < one_access;
  });
}

void SeenLately::saw(const std::string& key, const std::string& queue,
                     const std::set<PersonRef>& persons, Instant now) {
  const std::lock_guard guard(mutex_);
  const auto is_over = [now](const auto& each) { return now - each.second >= one_access; };
  for (auto place = seen_.begin(); place != seen_.end();) {
    std::erase_if(place->second, is_over);
    place = place->second.empty() ? seen_.erase(place) : std::next(place);
  }
  for (const PersonRef& each : persons) seen_[{key, queue}][each] = now;
}

}  // namespace anban::api
