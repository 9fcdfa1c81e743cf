// SPDX-License-Identifier: Apache-2.0
// Api: every endpoint for apps, persons, guardians, operators and the public. It finds the route,
// opens the door with the key, and hands over; the routes are one table (api/routes.cc), which is
// what openapi.yaml is checked against.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "api/call.h"
#include "api/credentials.h"
#include "api/docs_page.h"
#include "api/identity_proofs.h"
#include "api/incident.h"
#include "api/person_json.h"
#include "api/rate_limit.h"
#include "api/redemptions.h"
#include "api/repeats.h"
#include "api/seen_lately.h"
#include "api/staff_desk.h"
#include "base/embedded.h"
#include "people/staff_access.h"
#include "ports/identity_service.h"
#include "ports/password_hasher.h"
#include "ports/receipts.h"
#include "turn/gateway.h"
#include "turn/policy_keeper.h"
#include "turn/takeovers.h"

namespace anban::api {

/// Whose key opens a route: 403 for every other. Whose object it is, the endpoint checks (404).
enum class Door {
  open,              // no key
  app_or_person,     // app, personal
  person,            // personal
  persons_side,      // app, personal, guardian
  guardian,          // guardian
  guardian_or_desk,  // guardian, and staff but auditor and inspector
  sides_and_desk,    // app, personal, guardian, and staff but auditor and inspector
  staff,             // every role of staff
  list_writer,       // staff but auditor and inspector
  character_writer,  // app, and staff but auditor and inspector
  reviewer,          // operator, lead and officer: who decides about persons
  admin,             // admin: who gives out the keys of staff
  responsible,       // lead, officer and admin: who answers for the staff
  anyone_known       // every key
};
bool may_pass(Door door, const Caller& caller);

enum class RegisteredBy { app, page };

struct ApiSettings {
  bool self_registration = true;      // the chat page may register people by itself
  bool sandbox = false;               // `confirmed: true` is believed
  std::vector<std::string> channels;  // configured notification channels
  std::vector<std::string> models;    // what /v1/models lists beside the upstream's
  std::string openapi_json;           // served at /openapi.json
  RateLimits rate_limits;
};

struct ApiDeps {
  Gateway& gateway;
  Credentials& credentials;
  PolicyKeeper& policies;
  const EmbeddedFile* pages = nullptr;  // web/dist, or null in a build without pages
  ApiSettings settings;
  /// {"store": "ok", …}: one field a dependency; anything but "ok" makes /readyz 503.
  std::function<nlohmann::json()> readiness;
  IdentityServices* identity = nullptr;  // null: none is configured
  Receipts* receipts = nullptr;          // null: no provider reports what became of an SMS
  PasswordHasher* hasher = nullptr;      // null: nobody signs in with a password
};

class Api final : public HttpHandler {
 public:
  explicit Api(ApiDeps deps)
      : deps_(std::move(deps)),
        repeats_(deps_.gateway.deps()),
        proofs_(deps_.gateway.deps()),
        staff_(deps_.gateway.deps(), deps_.credentials, deps_.hasher, repeats_) {}
  /// What is known in memory only: the sandbox's reset.
  void forget() { staff_.forget(); }
  Task<void> handle(HttpRequest& request, HttpExchange& exchange) override;

  using Endpoint = Task<void> (Api::*)(Call&);
  struct Route {
    const char* method;
    const char* pattern;  // "/anban/v1/users/{id}/exit"
    Door door;
    Endpoint endpoint;
    /// What it shows of the person in its path: staff need a ticket for that part of a minor.
    DataPart shows = DataPart::nothing;
  };
  static const std::vector<Route>& routes();

  // OpenAI shapes
  Task<void> chat_completions(Call& call);
  Task<void> models(Call& call);
  Task<void> moderations(Call& call);
  Task<void> embeddings(Call& call);
  // persons
  Task<void> put_user(Call& call);
  Task<void> get_user(Call& call);
  Task<void> delete_user(Call& call);
  Task<void> post_agreement(Call& call);
  Task<void> confirm_contact(Call& call);
  Task<void> accept_invitation(Call& call);
  // guardians
  Task<void> post_invitation(Call& call);
  Task<void> get_guardians(Call& call);
  Task<void> delete_guardian(Call& call);
  Task<void> post_verification(Call& call);
  Task<void> get_children(Call& call);
  Task<void> get_settings(Call& call);
  Task<void> patch_settings(Call& call);
  Task<void> get_changes(Call& call);
  Task<void> delete_change(Call& call);
  Task<void> get_overview(Call& call);
  Task<void> get_summaries(Call& call);
  Task<void> get_child_alerts(Call& call);
  Task<void> get_child_consents(Call& call);
  Task<void> post_child_consent(Call& call);
  Task<void> delete_child_interactions(Call& call);
  Task<void> delete_link(Call& call);
  // spending, and handing data on
  Task<void> post_authorisation(Call& call);
  Task<void> get_authorisations(Call& call);
  Task<void> post_refund(Call& call);
  Task<void> get_refunds(Call& call);
  Task<void> get_refund(Call& call);
  Task<void> post_provision(Call& call);
  Task<void> get_consents(Call& call);
  Task<void> get_tags(Call& call);
  Task<void> delete_tag(Call& call);
  Task<void> post_dependence_seen(Call& call);
  Task<void> post_consent(Call& call);
  Task<void> get_interactions(Call& call);
  Task<void> delete_interactions(Call& call);
  Task<void> post_exit(Call& call);
  Task<void> put_mode(Call& call);
  Task<void> get_events(Call& call);
  Task<void> post_appeal(Call& call);
  Task<void> get_appeals_of_person(Call& call);
  Task<void> get_appeals(Call& call);
  Task<void> decide_appeal(Call& call);
  Task<void> get_staff_keys(Call& call);
  Task<void> post_staff_key(Call& call);
  Task<void> delete_staff_key(Call& call);
  // accounts of staff
  Task<void> get_staff(Call& call);
  Task<void> post_staff(Call& call);
  Task<void> delete_staff(Call& call);
  Task<void> reset_staff(Call& call);
  Task<void> get_staff_me(Call& call);
  Task<void> accept_staff_invitation(Call& call);
  Task<void> confirm_staff(Call& call);
  Task<void> sign_in_staff(Call& call);
  Task<void> sign_out_staff(Call& call);
  Task<void> change_staff_password(Call& call);
  // who a person is
  Task<void> get_agreement_proof(Call& call);
  Task<void> get_identity(Call& call);
  Task<void> post_identity(Call& call);
  Task<void> confirm_identity(Call& call);
  Task<void> get_identity_reviews(Call& call);
  Task<void> decide_identity_review(Call& call);
  // the chat page
  Task<void> chat_settings(Call& call);
  Task<void> post_registration(Call& call);
  Task<void> get_setup(Call& call);
  Task<void> post_setup(Call& call);
  // characters
  Task<void> put_character(Call& call);
  Task<void> get_character(Call& call);
  Task<void> list_characters(Call& call);
  Task<void> delete_character(Call& call);
  // staff at minors' information
  Task<void> post_access_ticket(Call& call);
  Task<void> get_access_tickets(Call& call);
  Task<void> decide_access_ticket(Call& call);
  Task<void> get_accesses(Call& call);
  Task<void> post_incident(Call& call);
  Task<void> post_incident_persons(Call& call);
  Task<void> get_incidents(Call& call);
  Task<void> get_incident(Call& call);
  Task<void> get_minors_audits(Call& call);
  Task<void> post_minors_audit(Call& call);
  Task<void> get_minors_audit(Call& call);
  Task<void> post_minors_audit_submission(Call& call);
  // somebody of the staff in the model's place, or stopping a conversation
  Task<void> post_takeover(Call& call);
  Task<void> get_takeovers(Call& call);
  Task<void> get_takeover(Call& call);
  Task<void> post_takeover_message(Call& call);
  Task<void> get_takeover_messages(Call& call);
  Task<void> get_takeover_events(Call& call);
  Task<void> post_hand_back(Call& call);
  Task<void> put_presence(Call& call);
  Task<void> post_stop(Call& call);
  Task<void> delete_stop(Call& call);
  // policy and evidence
  Task<void> get_policies(Call& call);
  Task<void> get_taxonomy(Call& call);
  Task<void> get_obligations(Call& call);
  Task<void> get_lexicons(Call& call);
  Task<void> put_lexicon(Call& call);
  Task<void> delete_lexicon(Call& call);
  Task<void> get_audit_log(Call& call);
  Task<void> get_checkpoints(Call& call);
  Task<void> get_proof(Call& call);
  // cases of care
  Task<void> get_cases(Call& call);
  Task<void> get_case(Call& call);
  /// Every order about a case; the path's last word says which (api/case_order.h).
  Task<void> change_case(Call& call);
  Task<void> get_case_timeline(Call& call);
  Task<void> get_case_statistics(Call& call);
  Task<void> get_alerts(Call& call);
  Task<void> post_receipt(Call& call);
  // who is on call, and what is rehearsed
  Task<void> get_roster(Call& call);
  Task<void> put_roster(Call& call);
  Task<void> get_roster_now(Call& call);
  Task<void> get_plans(Call& call);
  Task<void> get_plan(Call& call);
  Task<void> put_plan(Call& call);
  Task<void> get_drills(Call& call);
  Task<void> post_drill(Call& call);
  // the process
  Task<void> healthz(Call& call);
  Task<void> readyz(Call& call);
  Task<void> metrics(Call& call);
  Task<void> openapi(Call& call);
  Task<void> docs(Call& call);
  Task<void> page(Call& call);

  /// The person of {id} or "me", if this caller may touch them; null: answer 404.
  Result<std::shared_ptr<Person>> person_of(Call& call);
  /// The child {id} of the guardian {gid} whose session this is, or (for the desk) who is bound to
  /// them; null: answer 404.
  Result<std::shared_ptr<Person>> child_of(Call& call);

 private:
  Task<void> dispatch(const Route& route, Call& call);
  /// Behind the door: the endpoint, or the kept answer of a repeated call.
  Task<void> carry_out(const Route& route, Call& call);
  /// The same for staff, where it shows a person: a minor with a ticket only, and recorded (O-134).
  Task<void> with_approval(const Route& route, Call& call);
  /// Records which minors a queue of the staff shows, once in some minutes for the same eyes
  /// (SeenLately); where that fails it answers 503 and is false.
  Task<bool> may_show_queue(Call& call, std::string queue, std::vector<PersonRef> shown);
  /// Tells these persons and their guardians, those who were not told before (O-135).
  Task<void> tell_of_incident(Call& call, Incident incident, std::vector<std::string> ids,
                              int status);
  /// After how long this call may be made, where it is one too many.
  std::optional<Seconds> too_early(const Route& route, const Call& call);
  /// The endpoint's answer, or the kept one where this Idempotency-Key was answered before.
  Task<void> answer_once(const Route& route, Call& call, std::string key);
  Result<std::shared_ptr<Person>> find_person(const Call& call);
  /// Whether this person lies within the caller's scope.
  bool may_touch(const Caller& caller, Person& person);
  /// Whether the person is in minor mode now. The caller holds person.mutex.
  bool is_minor_now(const Person& person);
  enum class InvitedBy { guardian, child_side };
  /// Names the guardian and sends them a code; what the call answers. The caller holds
  /// person.mutex.
  nlohmann::json invite(Person& child, Contact invited, InvitedBy by, Transaction& record);
  /// Ends the link of that guardian of the child, with notice.
  Task<void> unlink(Call& call, std::shared_ptr<Person> child, std::string guardian);
  /// The live takeover {id} where the caller is who took over; else the problem to answer with.
  std::expected<TakenOver, wire::Problem> own_takeover(const Call& call);
  /// Stores; where that fails it answers 503 and what is in memory is forgotten.
  Task<bool> stores(Call& call, std::shared_ptr<Person> person, Transaction record);
  /// The same for whose turn `proof` (evidence/prove.h) is about. Errors: not_found.
  Result<void> may_see_proof(const Caller& caller, const std::string& proof);
  Task<void> register_person(Call& call, PersonId id, RegisteredBy by);
  std::expected<PersonBody, wire::Problem> registration_in(const Call& call);
  Task<void> prove_at_registration(std::shared_ptr<Person> person, const InlineIdentity& given,
                                   nlohmann::json& answer);
  bool leaves_by_proof(Person& person);
  std::expected<void, wire::Problem> may_publish(const Call& call, const std::string& author);
  Task<void> begin_phone_code(Call& call, std::shared_ptr<Person> person, std::string phone);
  Task<void> begin_national_identity(Call& call, std::shared_ptr<Person> person);
  Task<void> prove_resident_id(Call& call, std::shared_ptr<Person> person, ResidentIdClaim claim);
  Task<void> confirm_phone_code(Call& call, std::shared_ptr<Person> person, std::string code);
  Task<void> confirm_national_identity(Call& call, std::shared_ptr<Person> person,
                                       nlohmann::json body);
  /// The person's national flow that this state opens, redeemed for this call alone.
  std::optional<CredentialRow> redeem_state(const Person& person, const std::string& state);
  /// Takes the proof and answers what came of it.
  Task<void> answer_proof(Call& call, std::shared_ptr<Person> person, Proof proof);
  TurnDeps& turn() { return deps_.gateway.deps(); }

  ApiDeps deps_;
  Repeats repeats_;
  IdentityProofs proofs_;
  Redemptions redemptions_;
  RateLimit rate_limit_;
  StaffDesk staff_;
  SeenLately seen_lately_;
  DocsPage docs_;
};

}  // namespace anban::api
