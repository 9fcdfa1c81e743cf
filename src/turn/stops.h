// SPDX-License-Identifier: Apache-2.0
// Orders of the staff that stop one person's conversation (O-187): given at once to what runs, kept
// over restarts, lifted by order. The reason is sealed under the person's key; who ordered it
// stands in the evidence log.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "people/takeover.h"
#include "turn/turn.h"

namespace anban {

struct StopOrder {
  StaffMember by;
  std::string reason;
  Instant since;
};

class Stops {
 public:
  /// Conversations that are stopped at once; one more is refused.
  static constexpr std::size_t stopped_most = 10'000;

  explicit Stops(TurnDeps& deps) : deps_(deps) {}
  Stops(const Stops&) = delete;
  Stops& operator=(const Stops&) = delete;

  /// Those of before a restart. Errors: those of the journal.
  Result<void> load();
  /// Forgets everything (the sandbox's reset).
  void clear();

  bool has(const PersonRef& person);
  /// The order in force, if there is one. Errors: those of journal and vault.
  Result<std::optional<StopOrder>> order_for(const Person& person);
  /// Ends what runs at once, whatever the store does; a second order takes the first one's place.
  /// Errors: exhausted, those of the journal (nothing is stopped for good then).
  Task<Result<StopOrder>> stop(std::shared_ptr<Person> person, StopOrder order);
  /// Errors: not_found (none is in force), those of the journal.
  Task<Result<void>> lift(std::shared_ptr<Person> person, StaffMember by);

 private:
  TurnDeps& deps_;
  std::mutex mutex_;
  std::set<PersonRef> stopped_;        // guarded by mutex_
  std::atomic<std::size_t> count_{0};  // nothing is locked where nobody is stopped
};

}  // namespace anban
