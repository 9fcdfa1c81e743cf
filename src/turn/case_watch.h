// SPDX-License-Identifier: Apache-2.0
// The watch over cases (O-47): a crisis that nobody took in time goes to the next person on the
// roster, and so on; when all were told the first is told again and again. What is due follows from
// the case and from who was told of it already, both stored: a restart neither loses nor doubles
// it.
#pragma once

#include <atomic>
#include <optional>

#include "people/roster.h"
#include "ports/doorbell.h"
#include "turn/turn.h"

namespace anban {

/// How long a case waits for somebody.
struct Patience {
  Milliseconds acknowledge_within = std::chrono::minutes(5);  // then the next one is told
  Milliseconds again = std::chrono::minutes(15);              // when all were told
  Milliseconds give_up = std::chrono::hours(72);              // behind the opening
};

/// When somebody else is told of this case, where nobody takes it; nothing where nobody need be.
/// `contacts` are its rows of the outbox, `people` how many are on duty. Pure.
std::optional<Instant> escalation_due(const CaseRow& row, const std::vector<OutboxRow>& contacts,
                                      std::size_t people, const Patience& patience);

/// Adds to `into` what tells the next person on the roster of `row`: the message and the record.
/// `by`: "system", or the id of the key of whoever asked for it. Errors: those of the journal.
Result<void> add_escalation(TurnDeps& deps, const CaseRow& row, const std::string& by,
                            Transaction& into);

class CaseWatch {
 public:
  explicit CaseWatch(TurnDeps& deps) : deps_(deps) {}
  /// Works until stop(). Looks whenever a case is due, and at least every minute for new ones.
  Task<void> run();
  /// Looks now; from any thread.
  void nudge() noexcept { bell_.ring(); }
  void stop() noexcept;
  /// One round now: when to look again.
  Task<Instant> look();

 private:
  Task<bool> tell(CaseRow row);
  TurnDeps& deps_;
  Doorbell bell_;
  std::atomic<bool> stopping_{false};
};

}  // namespace anban
