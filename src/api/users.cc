// SPDX-License-Identifier: Apache-2.0
// Registering, reading and erasing persons (O-72 to O-76, O-130, O-152).
#include "api/api.h"
#include "api/case_json.h"
#include "api/contact_codes.h"
#include "api/guardian_news.h"
#include "api/person_json.h"
#include "evidence/leaf.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

using Faults = std::vector<wire::FieldFault>;

wire::Problem faulty_fields(Faults faults) {
  wire::Problem out =
      problem(422, "Some fields are wrong", "Mend the fields named in errors and send again.");
  out.faults = std::move(faults);
  return out;
}

/// What a new registration must say at once; guardian and contact may follow.
Faults missing_at_first(const PersonBody& body) {
  Faults faults;
  if (!body.birth_date) faults.push_back({"birth_date", "is missing"});
  if (!body.agreement_version)
    faults.push_back({"agreement", "is missing: {\"version\": \"…\", \"accepted\": true}"});
  return faults;
}

/// Whom the guardian is bound to is not for the app to change: the guardian unlinks, with notice.
Faults forbidden_guardian(const Person& person, const PersonBody& body) {
  const Profile& profile = person.profile;
  if (!profile.guardian || !profile.guardian->confirmed || !body.guardian) return {};
  const Contact& bound = *profile.guardian;
  const std::optional<Reach>& also = body.guardian->also;
  const bool same_also = !also || also == bound.also || (also == Reach{} && !bound.also);
  const bool same = same_also && bound.channel == body.guardian->channel &&
                    bound.address == body.guardian->address &&
                    (body.guardian->id.empty() || body.guardian->id == bound.id);
  if (same) return {};
  return {{"guardian",
           "is bound already; another is invited in the guardian's session, or after unlinking"}};
}

void take_contact(std::optional<Contact>& into, const Contact& contact,
                  const std::string& default_id, Instant now) {
  Contact next = contact;
  const bool same = into && into->channel == next.channel && into->address == next.address;
  if (next.confirmed) next.verified = now;
  if (same) {
    next.confirmed = next.confirmed || into->confirmed;
    if (!contact.confirmed) next.verified = into->verified;
    next.ends = into->ends;
    if (!next.also) next.also = into->also;
  }
  if (next.also == Reach{}) next.also.reset();
  if (next.id.empty()) next.id = same ? into->id : default_id;
  into = std::move(next);
}

void take_body(Profile& profile, const PersonBody& body, Instant now,
               const std::string& guardian_id) {
  if (body.birth_date) profile.birth_date = body.birth_date;
  if (body.locale) profile.locale = *body.locale;
  if (body.region) profile.region = *body.region;
  if (body.time_zone) profile.time_zone = *body.time_zone;
  if (body.agreement_version) profile.agreement = Agreement{*body.agreement_version, now};
  if (body.guardian) take_contact(profile.guardian, *body.guardian, guardian_id, now);
  if (body.emergency_contact)
    take_contact(profile.emergency_contact, *body.emergency_contact, "emergency", now);
}

const char* actor_of(const Caller& caller) {
  if (caller.kind == CallerKind::guardian) return "guardian";
  return caller.kind == CallerKind::personal ? "person" : "app";
}

/// What a registration is checked against and written with.
struct Registering {
  TurnDeps& deps;
  api::Credentials& credentials;
  std::shared_ptr<const Policy> policy;
  Instant now;
  const pack::Params& params() const { return policy->pack->params; }
  LocalDate today() const { return local_time(now, policy->pack->default_time_zone).date; }
  StandingRules rules() const { return standing_rules(*policy->pack, deps.settings); }
};

/// A stated birth date may make somebody younger, never an adult, and changes no proved one: that
/// needs verified evidence.
Faults forbidden_birth_date(const Registering& registering, const Person& person,
                            const PersonBody& body) {
  const Profile& profile = person.profile;
  if (!profile.birth_date || !body.birth_date || *profile.birth_date == *body.birth_date) return {};
  if (profile.identity && proves_age(*profile.identity)) {
    return {{"birth_date", "is proved already; a verified identity alone changes it"}};
  }
  const int minor_age = registering.params().age.minor;
  const bool was_minor = age_on(*profile.birth_date, registering.today()) < minor_age;
  const bool would_be_minor = age_on(*body.birth_date, registering.today()) < minor_age;
  if (!was_minor || would_be_minor) return {};
  return {{"birth_date", "a minor's age is not raised by statement; verified identity is needed"}};
}

/// Nothing for a new person. The caller holds person.mutex.
Faults forbidden_changes(const Registering& registering, const Person& person,
                         const PersonBody& body) {
  Faults faults = forbidden_birth_date(registering, person, body);
  for (auto& each : forbidden_guardian(person, body)) faults.push_back(std::move(each));
  return faults;
}

/// An app gives its own word only, and nobody else gives it.
void check_who_asserts(const PersonBody& body, const Caller& caller, RegisteredBy by,
                       Faults& faults) {
  const bool asserts = body.identity && body.identity->method == IdentityMethod::app_asserted;
  if (!asserts || (by == RegisteredBy::app && caller.kind == CallerKind::app)) return;
  faults.push_back({"identity.method", "app_asserted is an app's word"});
}

/// The rows that keep the person as it now stands. The caller holds person.mutex.
Transaction rows_of(const Registering& registering, Person& person, const std::string& kind,
                    const std::string& actor) {
  Transaction record;
  const Standing standing =
      standing_of(person.profile, person.state, registering.rules(), registering.now);
  PersonRow row = registering.deps.people.row(person, RowParts::state_and_profile);
  const bool waits =
      standing.needs_child_consent && !has_consent(person.profile, "minor_personal_information");
  if (waits) {
    row.erase_at = person.profile.registered + registering.params().registration.pending_kept;
  }
  record.persons.push_back(std::move(row));
  evidence::ActLeaf leaf;
  leaf.kind = kind;
  leaf.at = registering.now;
  leaf.person = person.ref;
  leaf.actor = actor;
  leaf.pack_hash = registering.policy->pack->hash_text;
  leaf.facts = {{"age_band", name_of(standing.band)},
                {"agreement", person.profile.agreement ? person.profile.agreement->version : ""}};
  record.leaves.push_back({evidence::leaf_body(leaf)});
  if (person.profile.guardian) {
    record.kept.push_back(guardian_row(registering.deps, person, person.profile.guardian->id));
  }
  send_codes(registering.deps, registering.credentials, person, *registering.policy->pack, record);
  return record;
}

struct Act {
  const char* kind;
  const char* actor;
};

/// Checks and writes under one lock, so that a guardian who accepts meanwhile is not overwritten.
Faults write_body(const Registering& registering, Person& person, const PersonBody& body,
                  const Act& act, Transaction& record, nlohmann::json& answer) {
  const std::lock_guard guard(person.mutex);
  Faults faults = forbidden_changes(registering, person, body);
  if (!faults.empty()) return faults;
  take_body(person.profile, body, registering.now,
            new_id_text("grd_", registering.now, registering.deps.entropy));
  record = rows_of(registering, person, act.kind, act.actor);
  answer = person_json(person, registering.params(), registering.rules(), registering.now);
  return faults;
}

/// The app's word, or a number whose check is right: nobody vouches for either here.
Proof proof_of(const InlineIdentity& given, Instant now) {
  return {{given.method, Vouching::stated, now, given.birth_date}, given.subject};
}

}  // namespace

Result<std::shared_ptr<Person>> Api::person_of(Call& call) {
  auto person = find_person(call);
  if (person) call.subject = *person;
  return person;
}

Result<std::shared_ptr<Person>> Api::find_person(const Call& call) {
  const Caller& caller = call.caller;
  const bool me = call.request.path.starts_with("/anban/v1/me");
  if (me || caller.kind == CallerKind::personal) {
    if (!caller.person) return std::shared_ptr<Person>();
    auto person = turn().people.find_by_ref(*caller.person);
    if (!person || !*person) return person;
    const bool theirs = may_touch(caller, **person);
    if (me) return person;
    const bool named = theirs && (*person)->profile.id.text == call.names[0];
    return named ? person : std::shared_ptr<Person>();
  }
  auto person = turn().people.find(PersonId(call.names[0]));
  if (!person || !*person) return person;
  return may_touch(caller, **person) ? person : std::shared_ptr<Person>();
}

bool Api::is_minor_now(const Person& person) {
  const auto policy = turn().policies.current();
  return standing_of(person.profile, person.state, standing_rules(*policy->pack, turn().settings),
                     turn().clock.now())
             .mode == Mode::minor;
}

bool Api::may_touch(const Caller& caller, Person& person) {
  const std::lock_guard guard(person.mutex);
  settle_guardians(person.profile, person.guardianship, turn().clock.now());
  if (caller.kind == CallerKind::personal) return caller.person == person.ref;
  if (caller.kind == CallerKind::guardian) {
    // Whoever has come of age is nobody's child here any more.
    return bound_guardian(person.profile, caller.guardian.text) != nullptr && is_minor_now(person);
  }
  return !caller.has("own:users") || person.profile.registered_by == caller.key.text;
}

/// The checked body, or the problem to answer with.
std::expected<PersonBody, wire::Problem> Api::registration_in(const Call& call) {
  const auto json = object_in(call);
  if (!json) return std::unexpected(json.error());
  const auto policy = turn().policies.current();
  const LocalDate today = local_time(turn().clock.now(), policy->pack->default_time_zone).date;
  const auto believed = deps_.settings.sandbox ? Confirmations::believed : Confirmations::by_code;
  auto body = read_person_body(*json, today, turn().settings.agreement_version, believed);
  if (!body) return std::unexpected(faulty_fields(body.error()));
  return std::move(*body);
}

/// A store that does not write keeps nothing of the proof: the person is registered all the same.
Task<void> Api::prove_at_registration(std::shared_ptr<Person> person, const InlineIdentity& given,
                                      nlohmann::json& answer) {
  const Instant now = turn().clock.now();
  auto taking = proofs_.take(person, proof_of(given, now));
  const Result<ProofOutcome> taken = co_await std::move(taking);
  const auto policy = turn().policies.current();
  const std::lock_guard guard(person->mutex);
  answer.update(person_json(*person, policy->pack->params,
                            standing_rules(*policy->pack, turn().settings), now));
  answer["identity_in_review"] = taken && *taken == ProofOutcome::in_review;
}

Task<void> Api::register_person(Call& call, PersonId id, RegisteredBy by) {
  const auto body = registration_in(call);
  auto found = turn().people.find(id);
  if (!body || !found) {
    auto answering =
        body ? answer_unavailable(call, found.error()) : answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  const Registering registering{turn(), deps_.credentials, turn().policies.current(),
                                turn().clock.now()};
  std::shared_ptr<Person> person = *found;
  const bool is_new = person == nullptr;
  Faults faults = is_new ? missing_at_first(*body) : Faults();
  check_who_asserts(*body, call.caller, by, faults);
  if (is_new) {
    person = turn().people.make(id, registering.now);
    person->profile.registered_by = call.caller.key.text;
    person->profile.time_zone = registering.policy->pack->default_time_zone;
  }
  Transaction record;
  nlohmann::json answer;
  if (faults.empty()) {
    faults = write_body(registering, *person, *body,
                        {is_new ? "person.registered" : "person.changed",
                         by == RegisteredBy::page ? "person" : "app"},
                        record, answer);
  }
  if (!faults.empty()) {
    auto answering = answer_problem(call, faulty_fields(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  if (by == RegisteredBy::page) {
    const Minted key =
        deps_.credentials.mint("personal", person->ref.text, "client:aware", std::nullopt);
    record.credentials.push_back(key.row);
    answer["personal_key"] = key.secret;
  }
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    turn().people.forget(*person);  // what is in memory must not be ahead of what is stored
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  if (is_new) person = turn().people.keep(person);
  call.subject = person;
  if (body->identity) {
    auto proving = prove_at_registration(person, *body->identity, answer);
    co_await std::move(proving);
  }
  if (turn().nudge_outbox) turn().nudge_outbox();
  auto answering = answer_json(call, is_new ? 201 : 200, answer);
  co_await std::move(answering);
}

Task<void> Api::put_user(Call& call) {
  if (!is_acceptable_client_id(call.names[0])) {
    return answer_problem(
        call, faulty_fields({{"id", "has 1 to 128 characters and no control characters"}}));
  }
  PersonId id(call.names[0]);
  if (call.caller.kind == CallerKind::personal || call.caller.has("own:users")) {
    const auto known = turn().people.find(id);
    if (!known) return answer_unavailable(call, known.error());
    const auto theirs = person_of(call);
    const bool foreign = *known && (!theirs || !*theirs);
    const bool is_strange = call.caller.kind == CallerKind::personal && !*known;
    if (foreign || is_strange) return answer_not_found(call);
  }
  return register_person(call, std::move(id), RegisteredBy::app);
}

Task<void> Api::get_user(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  const auto policy = turn().policies.current();
  const auto takeover = turn().takeovers != nullptr ? turn().takeovers->of_person((*person)->ref)
                                                    : std::optional<Takeover>();
  const std::lock_guard guard((*person)->mutex);
  nlohmann::json json =
      person_json(**person, policy->pack->params, standing_rules(*policy->pack, turn().settings),
                  turn().clock.now());
  // A guardian may be the one who is feared; they hear by the alert, where they may.
  const bool is_guardian = call.caller.kind == CallerKind::guardian;
  json["care"] = is_guardian ? nlohmann::json() : care_json(turn(), **person, *policy->pack);
  json["takeover"] = nullptr;
  if (takeover) json["takeover"] = {{"id", takeover->id}, {"since", to_text(takeover->started)}};
  return answer_json(call, 200, json);
}

Task<void> Api::delete_user(Call& call) {
  const auto found = person_of(call);
  if (!found || !*found) {
    auto answering = found ? answer_not_found(call) : answer_unavailable(call, found.error());
    co_await std::move(answering);
    co_return;
  }
  const std::shared_ptr<Person> person = *found;
  Transaction record;
  {
    const std::lock_guard guard(person->mutex);
    person->erased = true;
    evidence::ActLeaf leaf;
    leaf.kind = "person.erased";
    leaf.at = turn().clock.now();
    leaf.person = person->ref;
    leaf.actor = actor_of(call.caller);
    leaf.facts = {{"obligation", "O-152"}};
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.erased_persons.push_back(person->ref);
  }
  stop_running(*person, StopReason::erased);
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    {
      const std::lock_guard guard(person->mutex);
      person->erased = false;
    }
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  turn().people.forget(*person);
  deps_.credentials.forget_cached();
  auto scrubbing = turn().journal.scrub();
  const Result<void> scrubbed = co_await std::move(scrubbing);
  const nlohmann::json receipt = {
      {"object", "erasure_receipt"},
      {"receipt", "rcp_" + std::to_string(committed->first_leaf)},
      {"leaf", committed->first_leaf},
      {"erased", true},
      {"key_destroyed", true},
      {"files_scrubbed", scrubbed.has_value()},
      {"stores", {"persons", "interactions", "outbox", "credentials", "write-ahead log"}}};
  auto answering = answer_json(call, 200, receipt);
  co_await std::move(answering);
}

}  // namespace anban::api
