// SPDX-License-Identifier: Apache-2.0
// A case: somebody's matter that a person of the staff brings to an outcome (O-93). Pure rules over
// ports/journal.h's row: who may do what when, and what the row is then. A case is one person's for
// the time of a lease, which every act of theirs renews; two never have it (the store refuses a row
// that was changed meanwhile). And the dossier: what staff wrote, sealed with the person's key.
#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "ports/journal.h"

namespace anban {

/// The times of the pack (group `care`).
struct CaseTerms {
  Milliseconds acknowledge_within = std::chrono::minutes(5);
  Milliseconds lease = std::chrono::minutes(15);
  Milliseconds close_within = std::chrono::hours(24);
};

/// Who of the staff does it.
struct CaseStaff {
  std::string key;
  std::string name;
  std::string role;
};

/// A new crisis row gets its times: acknowledged, and until then due, within the pack's time;
/// escalated after it. Rows of tier 0 and 1 keep the `due` they were given, and are to be
/// acknowledged by then.
CaseRow opened(CaseRow row, const CaseTerms& terms);

/// "open", "claimed", "closed" at that moment: a lease that is over leaves the case open.
const char* state_of(const CaseRow& row, Instant now);
bool is_held(const CaseRow& row, Instant now);
bool is_held_by(const CaseRow& row, std::string_view key, Instant now);
bool is_overdue(const CaseRow& row, Instant now);

enum class CaseRefusal { closed_already, held_by_another, not_the_holder, is_itself, is_anothers };
using CaseChange = std::expected<CaseRow, CaseRefusal>;

// Each change is one version more. Whose lease is running keeps it by what they do.

/// Takes the case, or renews one's own lease; it acknowledges too.
CaseChange claimed(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms);
CaseChange released(CaseRow row, const CaseStaff& by, Instant now);
/// Somebody has seen it; the roster is not asked any further.
CaseChange acknowledged(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms);
/// Whatever needs no holder: a comment.
CaseChange noted(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms);
/// Whatever only the holder does.
CaseChange acted(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms);
CaseChange handed_over(CaseRow row, const CaseStaff& by, const CaseStaff& to, Instant now,
                       const CaseTerms& terms);
/// The roster's next is told at once.
CaseChange escalated(CaseRow row, const CaseStaff& by, Instant now, const CaseTerms& terms);
CaseChange closed(CaseRow row, const CaseStaff& by, std::string outcome, Instant now);
/// A duplicate ends in another case of the same person that is not closed.
CaseChange merged(CaseRow row, const CaseRow& into, const CaseStaff& by, Instant now);

/// What staff wrote and did, oldest first. `text` is theirs and may speak of the person.
struct CaseEntry {
  Instant at;
  std::string
      type;        // "claimed", "comment", "act", "handed_over", "contact", "unmasked", "closed", …
  std::string by;  // id of the key
  std::string name;
  std::string role;
  std::string act = {};   // "called_person", …; an outcome; the key handed over to
  std::string turn = {};  // that was unmasked
  std::string text = {};
  friend bool operator==(const CaseEntry&, const CaseEntry&) = default;
};

struct Dossier {
  static constexpr std::size_t entries_most = 500;
  std::string locale;
  std::string mode;  // "adult", "minor", "elder"; empty: nobody registered
  std::string pack;
  std::map<std::string, std::string> parameters;  // that decided, by name
  std::vector<CaseEntry> entries;
  friend bool operator==(const Dossier&, const Dossier&) = default;
};
std::string to_stored(const Dossier& dossier);
/// Errors: corrupt.
Result<Dossier> dossier_from_stored(std::string_view text);

}  // namespace anban
