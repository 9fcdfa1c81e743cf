// SPDX-License-Identifier: Apache-2.0
// Record: what the requirements change about the person, and the rows that make a turn durable and
// provable. Nothing of a reply leaves before its record is committed; a crisis answer always goes
// out, its record waits in the spool where the store is down.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "ports/journal.h"
#include "turn/analysis.h"
#include "turn/turn.h"

namespace anban {

/// What was said in a turn, as stored under the person's key.
struct StoredTurn {
  std::string input;
  std::string reply;  // as shown, with our own words
  std::string outcome;
  std::string finish_reason;
  std::string model;
  std::string summary;  // the `anban` object as JSON; empty while unanswered
  std::optional<Analysis> analysis = std::nullopt;  // of the input; absent where nobody looked
  std::string staff = {};  // the takeover in which somebody of the staff wrote the reply
  std::vector<std::string> shown = {};  // their messages that this reply shows, by turn id
  bool is_answered() const { return !summary.empty(); }
};
std::string to_stored(const StoredTurn& stored);
Result<StoredTurn> stored_turn_from(const std::string& text);

/// Holds person->mutex, where there is a person, for the calls below.
std::unique_lock<std::mutex> lock_person(const Turn& turn);
/// The same with the person as other nodes left them; before the state is changed anew.
std::unique_lock<std::mutex> lock_renewed(const Turn& turn);

/// Changes the person's state by the requirements. The caller holds person->mutex.
void change_state(Turn& turn);
/// The same for requirements that came after the others, of a turn that is counted already.
void change_state_by_more(Turn& turn);

/// Adds the leaf, cases and notifications that the requirements ask for. The caller holds
/// person->mutex (if there is a person).
void record_observed(Turn& turn, Transaction& into);

/// Adds cases and notifications that turn.required asks for. The caller holds person->mutex (if
/// there is a person).
void record_care(Turn& turn, Transaction& into);

/// Adds the person's state as it is, which every record of a turn holds: once, since sealing it is
/// the dearest part of a record. The caller holds person->mutex (if there is a person).
void record_person(Turn& turn, Transaction& into);

/// Adds the message row and the leaf of the answer, and the state after it. The caller holds
/// person->mutex (if there is a person).
void record_answered(Turn& turn, const StoredTurn& stored, Transaction& into);

/// The message row (input without a reply yet) and the person's state. The caller holds
/// person->mutex (if there is a person).
void record_input(Turn& turn, Transaction& into);

}  // namespace anban
