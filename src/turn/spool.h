// SPDX-License-Identifier: Apache-2.0
// Spool: records that the store did not take while a person had to be answered all the same
// (crisis, exit). Bounded; tried again until the store answers; counted in /metrics, an alarm in
// the log.
#pragma once

#include <deque>
#include <mutex>

#include "base/event_log.h"
#include "ports/clock.h"
#include "ports/journal.h"
#include "turn/meters.h"

namespace anban {

class Spool {
 public:
  /// Beyond this many waiting records a new one is lost, with an error in the log.
  static constexpr std::size_t waiting_most = 10'000;
  static constexpr Seconds retry_every{1};

  Spool(Journal& journal, const Clock& clock, Timer& timer, const EventLog& log, Meters& meters)
      : journal_(journal), clock_(clock), timer_(timer), log_(log), meters_(meters) {}

  void put(Transaction transaction);
  std::size_t waiting() const;
  /// Commits what waits, oldest first, trying again every second; ends when nothing waits. A
  /// second call while one runs ends at once.
  Task<void> drain();

 private:
  Journal& journal_;
  const Clock& clock_;
  Timer& timer_;
  const EventLog& log_;
  Meters& meters_;
  mutable std::mutex mutex_;
  std::deque<Transaction> waiting_;
  bool draining_ = false;
};

}  // namespace anban
