// SPDX-License-Identifier: Apache-2.0
// Taking of proofs.
#include "api/identity_proofs.h"

#include <nlohmann/json.hpp>

#include "evidence/leaf.h"
#include "people/appeal.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

/// One spelling of a subject: "resident_id:…".
Digest mark_of(const Vault& vault, const Proof& proof) {
  return vault.look_up("identity",
                       std::string(name_of(proof.identity.method)) + ":" + proof.subject.reveal());
}

std::string leaf_of(const char* kind, const Person& person, const Identity& identity, Instant at) {
  evidence::ActLeaf leaf;
  leaf.kind = kind;
  leaf.at = at;
  leaf.person = person.ref;
  leaf.actor = "person";
  const bool verified = identity.vouching == Vouching::verified;
  leaf.facts = {{"method", name_of(identity.method)},
                {"vouching", verified ? "verified" : "stated"},
                {"proves_age", proves_age(identity) ? "yes" : "no"},
                {"obligation", "O-77"}};
  return evidence::leaf_body(leaf);
}

Json identity_json(const Identity& identity) {
  Json json = {{"method", name_of(identity.method)},
               {"verified", identity.vouching == Vouching::verified},
               {"at", identity.at.time_since_epoch().count()}};
  if (identity.birth_date) json["birth_date"] = to_text(*identity.birth_date);
  return json;
}

Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

IdentityReview read_review(const Json& json) {
  IdentityReview review;
  review.id = json.at("id").get<std::string>();
  const Json& identity = json.at("identity");
  review.identity.method = identity_method(identity.at("method").get<std::string>())
                               .value_or(IdentityMethod::app_asserted);
  const bool verified = identity.at("verified").get<bool>();
  review.identity.vouching = verified ? Vouching::verified : Vouching::stated;
  review.identity.at = instant_from(identity.at("at"));
  if (identity.contains("birth_date")) {
    const auto date = parse_date(identity["birth_date"].get<std::string>());
    if (date) review.identity.birth_date = *date;
  }
  const auto bytes = from_hex(json.at("mark").get<std::string>());
  const auto mark = bytes ? digest_from(*bytes) : failed(bytes);
  if (mark) review.mark = *mark;
  review.filed = instant_from(json.at("filed"));
  review.due = instant_from(json.at("due"));
  review.state = json.at("state").get<std::string>();
  review.decided_by = json.at("decided_by").get<std::string>();
  review.reason = json.at("reason").get<std::string>();
  return review;
}

/// Whether somebody verified is about to be known by less.
bool is_weaker(const Identity& next, const std::optional<Identity>& known) {
  return known && known->vouching == Vouching::verified && next.vouching == Vouching::stated;
}

}  // namespace

std::string to_stored(const IdentityReview& review) {
  return Json({{"id", review.id},
               {"identity", identity_json(review.identity)},
               {"mark", to_hex(review.mark.view())},
               {"filed", review.filed.time_since_epoch().count()},
               {"due", review.due.time_since_epoch().count()},
               {"state", review.state},
               {"decided_by", review.decided_by},
               {"reason", review.reason}})
      .dump();
}

Result<IdentityReview> identity_review_from_stored(std::string_view text) {
  try {
    return read_review(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored review does not read: ") + fault.what());
  }
}

KeptRow review_row(Vault& vault, const Person& person, const IdentityReview& review) {
  KeptRow row;
  row.person = person.ref;
  row.kind = identity_review_kind;
  row.id = review.id;
  row.mark = vault.look_up("identity_reviews", review.state == "open" ? "open" : "decided");
  row.sealed = vault.seal(person.key, "identity_review", to_stored(review));
  return row;
}

void apply(Person& person, const Identity& identity, LocalDate today) {
  Profile& profile = person.profile;
  const std::optional<LocalDate>& born = identity.birth_date;
  const bool is_younger =
      born && (!profile.birth_date || age_on(*born, today) < age_on(*profile.birth_date, today));
  if (proves_age(identity) || is_younger) profile.birth_date = born;
  if (!is_weaker(identity, profile.identity)) profile.identity = identity;
}

KeptRow IdentityProofs::identity_row(const Person& person, const Identity& identity,
                                     const Digest& mark) {
  KeptRow row;
  row.person = person.ref;
  row.kind = identity_kind;
  row.id = name_of(identity.method);
  row.mark = mark;
  row.sealed = deps_.vault.seal(person.key, "identity", identity_json(identity).dump());
  return row;
}

Result<bool> IdentityProofs::claim(const Digest& mark, const PersonRef& person, int accounts_most) {
  const std::lock_guard guard(mutex_);
  const auto rows = deps_.journal.kept({.kind = identity_kind, .mark = mark});
  if (!rows) return failed(rows);
  std::set<PersonRef> accounts = claims_[mark];
  for (const KeptRow& row : *rows) accounts.insert(row.person);
  if (!accounts.contains(person) && accounts.size() >= static_cast<std::size_t>(accounts_most)) {
    if (claims_[mark].empty()) claims_.erase(mark);
    return false;
  }
  claims_[mark].insert(person);
  return true;
}

void IdentityProofs::release(const Digest& mark, const PersonRef& person) {
  const std::lock_guard guard(mutex_);
  claims_[mark].erase(person);
  if (claims_[mark].empty()) claims_.erase(mark);
}

Transaction IdentityProofs::accepted(Person& person, const Identity& identity, const Digest& mark) {
  Transaction record;
  const std::lock_guard guard(person.mutex);
  const Instant now = deps_.clock.now();
  apply(person, identity, local_time(now, person.profile.time_zone).date);
  record.persons.push_back(deps_.people.row(person, RowParts::state_and_profile));
  record.kept.push_back(identity_row(person, identity, mark));
  record.leaves.push_back({leaf_of("identity.taken", person, identity, now)});
  return record;
}

Transaction IdentityProofs::in_review(Person& person, const Identity& identity,
                                      const Digest& mark) {
  const auto policy = deps_.policies.current();
  IdentityReview review;
  review.identity = identity;
  review.mark = mark;
  review.filed = deps_.clock.now();
  review.due = due_after(review.filed, policy->pack->params.appeals.working_days,
                         policy->pack->default_time_zone);
  // One waiting review a person and identity: asking again changes nothing.
  const Digest id = deps_.vault.look_up("identity_review", person.ref.text + to_hex(mark.view()));
  review.id = "idr_" + to_hex(id.view()).substr(0, 26);
  Transaction record;
  record.kept.push_back(review_row(deps_.vault, person, review));
  record.leaves.push_back({leaf_of("identity.in_review", person, identity, review.filed)});
  return record;
}

Task<Result<ProofOutcome>> IdentityProofs::take(std::shared_ptr<Person> person, Proof proof) {
  if (proof.subject.reveal().empty())
    proof.subject.reveal() = person->ref.text;  // nothing to share
  const Digest mark = mark_of(deps_.vault, proof);
  const int most = deps_.policies.current()->pack->params.registration.accounts_per_identity;
  const Result<bool> claimed = claim(mark, person->ref, most);
  if (!claimed) co_return failed(claimed);
  Transaction record =
      *claimed ? accepted(*person, proof.identity, mark) : in_review(*person, proof.identity, mark);
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (*claimed) release(mark, person->ref);
  if (!committed) {
    deps_.people.forget(*person);  // what is in memory must not be ahead of what is stored
    co_return failed(committed);
  }
  co_return *claimed ? ProofOutcome::taken : ProofOutcome::in_review;
}

}  // namespace anban::api
