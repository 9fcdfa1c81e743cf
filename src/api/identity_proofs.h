// SPDX-License-Identifier: Apache-2.0
// What a proof of identity changes (O-77 to O-80): the profile, and a row by which one identity is
// found again in other accounts. Of the identity itself only a keyed hash is kept. One identity
// opens two accounts; a further one waits for a person's review.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "base/private.h"
#include "people/identity.h"
#include "turn/turn.h"
#include "wire/api_error.h"

namespace anban::api {

inline constexpr const char* identity_kind = "identity";  // of KeptRow
inline constexpr const char* identity_review_kind = "identity_review";

struct Proof {
  Identity identity;
  Private<std::string> subject;  // the number, or the service's name for the person
};

/// How a service's silence or no reads to the person; never what was sent to it.
wire::Problem service_problem(const Error& why);

enum class ProofOutcome { taken, in_review };

/// A third account of one identity, as it waits for a decision.
struct IdentityReview {
  std::string id;  // idr_…
  Identity identity;
  Digest mark;
  Instant filed;
  Instant due;
  std::string state = "open";  // "open", "accepted", "refused"
  std::string decided_by;
  std::string reason;
};
std::string to_stored(const IdentityReview& review);
/// Errors: corrupt.
Result<IdentityReview> identity_review_from_stored(std::string_view text);
KeptRow review_row(Vault& vault, const Person& person, const IdentityReview& review);

/// The proof in the person's profile: a birth date for which somebody vouches holds whatever was
/// stated; one that is only stated makes nobody older. The caller holds person.mutex.
void apply(Person& person, const Identity& identity, LocalDate today);

class IdentityProofs {
 public:
  explicit IdentityProofs(TurnDeps& deps) : deps_(deps) {}
  /// Stores what the proof changes. Errors: those of the journal.
  Task<Result<ProofOutcome>> take(std::shared_ptr<Person> person, Proof proof);
  /// The rows by which an accepted identity is found again.
  KeptRow identity_row(const Person& person, const Identity& identity, const Digest& mark);

 private:
  /// Whether this account is one of the few that the identity opens; then it counts from now on.
  Result<bool> claim(const Digest& mark, const PersonRef& person, int accounts_most);
  void release(const Digest& mark, const PersonRef& person);
  Transaction accepted(Person& person, const Identity& identity, const Digest& mark);
  Transaction in_review(Person& person, const Identity& identity, const Digest& mark);

  TurnDeps& deps_;
  std::mutex mutex_;
  std::map<Digest, std::set<PersonRef>> claims_;  // being stored just now
};

}  // namespace anban::api
