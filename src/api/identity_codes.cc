// SPDX-License-Identifier: Apache-2.0
// The two proofs that take two steps (O-77, O-79): a code that is sent to the phone, and the code
// flow of the national online identity. Both end once, for one person, within a short time. The
// flow's nonce and verifier follow from its state and the installation's key, so nothing of it is
// stored but a keyed hash.
#include <algorithm>

#include "api/api.h"
#include "api/body_fields.h"
#include "base/bytes.h"
#include "pack/text_keys.h"
#include "ports/notifier.h"

namespace anban::api {
namespace {

constexpr int codes_most = 5;  // to phones for one person while one is valid

std::string subject_of(const Person& person, IdentityMethod method) {
  return person.ref.text + "/identity/" + name_of(method);
}

bool is_open(const CredentialRow& row, Instant now) {
  return row.kind == "identity" && !row.revoked && row.expires && now < *row.expires;
}

OutboxRow code_message(TurnDeps& deps, const Person& person, const std::string& locale,
                       const std::string& phone, const std::string& code) {
  const auto policy = deps.policies.current();
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", deps.clock.now(), deps.entropy);
  notification.channel = "sms";
  notification.event = "identity.code";
  notification.address = Private<std::string>(phone);
  notification.locale = locale;
  notification.subject = policy->pack->texts.say(locale, pack::keys::identity_code_subject);
  notification.body =
      policy->pack->texts.say(locale, pack::keys::identity_code_body, {{"code", code}});
  notification.parameters = {{"code", code}};
  OutboxRow row;
  row.id = notification.id;
  row.person = person.ref;
  row.recipient = "person";
  row.channel = notification.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = deps.clock.now();
  row.next_attempt = row.created;
  return row;
}

wire::Problem wrong_code() {
  return problem(403, "The code is wrong",
                 "The code is wrong, used or expired. Begin again for a new one.");
}

std::string verifier_of(const Vault& vault, const std::string& state) {
  return to_base64url(vault.look_up("identity.verifier", state).view());
}

std::string nonce_of(const Vault& vault, const std::string& state) {
  return to_base64url(vault.look_up("identity.nonce", state).view());
}

/// The open code of `subject`, or nothing.
std::optional<CredentialRow> open_row(const std::vector<CredentialRow>& rows, Instant now) {
  for (const CredentialRow& row : rows) {
    if (is_open(row, now)) return row;
  }
  return std::nullopt;
}

}  // namespace

Task<void> Api::begin_phone_code(Call& call, std::shared_ptr<Person> person, std::string phone) {
  TurnDeps& deps = turn();
  const Instant now = deps.clock.now();
  const Milliseconds valid = deps.policies.current()->pack->params.registration.code_valid;
  const std::string subject = subject_of(*person, IdentityMethod::phone_code);
  const auto rows = deps.journal.credentials_of(subject);
  const auto is_recent = [&](const CredentialRow& row) { return now - row.created < valid; };
  const bool too_many = rows && std::count_if(rows->begin(), rows->end(), is_recent) >= codes_most;
  if (!rows || too_many) {
    auto answering =
        rows ? answer_problem(call, problem(429, "Too many codes", "Wait a while, then try again."))
             : answer_unavailable(call, rows.error());
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  for (CredentialRow row : *rows) {  // the newest code alone is good
    if (!is_open(row, now)) continue;
    row.revoked = true;
    record.credentials.push_back(std::move(row));
  }
  Minted code = deps_.credentials.mint_code(subject, now + valid);
  code.row.kind = "identity";
  code.row.scopes = to_hex(deps.vault.look_up("identity.phone", phone).view());
  record.credentials.push_back(code.row);
  std::string locale;
  {
    const std::lock_guard guard(person->mutex);
    locale = person->profile.locale;
  }
  record.outbox.push_back(code_message(deps, *person, locale, phone, code.secret));
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed && deps.nudge_outbox) deps.nudge_outbox();
  const nlohmann::json body = {{"object", "identity"},
                               {"state", "code_sent"},
                               {"method", "phone_code"},
                               {"expires", to_text(now + valid)}};
  auto answering =
      committed ? answer_json(call, 202, body) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::confirm_phone_code(Call& call, std::shared_ptr<Person> person, std::string code) {
  TurnDeps& deps = turn();
  const Instant now = deps.clock.now();
  const int most = deps.policies.current()->pack->params.registration.code_attempts;
  const auto rows = deps.journal.credentials_of(subject_of(*person, IdentityMethod::phone_code));
  if (!rows) {
    auto answering = answer_unavailable(call, rows.error());
    co_await std::move(answering);
    co_return;
  }
  auto row = open_row(*rows, now);
  const bool fits = row && row->look_up == deps_.credentials.look_up(code);
  const bool right = row && redemptions_.take(*row, fits ? Guess::right : Guess::wrong, most);
  if (row) {
    Transaction record;
    record.credentials.push_back(*row);
    auto committing = deps.journal.commit(std::move(record));
    const Result<Committed> committed = co_await std::move(committing);
    if (!committed) {
      if (right) redemptions_.give_back(*row);
      auto answering = answer_unavailable(call, committed.error());
      co_await std::move(answering);
      co_return;
    }
  }
  if (!right) {
    auto answering = answer_problem(call, wrong_code());
    co_await std::move(answering);
    co_return;
  }
  // The number itself was forgotten when the code was sent; its keyed hash names it.
  Proof proof{{IdentityMethod::phone_code, Vouching::verified, now, std::nullopt},
              Private<std::string>(row->scopes)};
  auto answering = answer_proof(call, std::move(person), std::move(proof));
  co_await std::move(answering);
}

Task<void> Api::begin_national_identity(Call& call, std::shared_ptr<Person> person) {
  TurnDeps& deps = turn();
  const Instant expires =
      deps.clock.now() + deps.policies.current()->pack->params.registration.code_valid;
  const Minted flow = deps_.credentials.mint(
      "identity", subject_of(*person, IdentityMethod::national_identity), "", expires);
  Transaction record;
  record.credentials.push_back(flow.row);
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  const std::string challenge = to_base64url(sha256(verifier_of(deps.vault, flow.secret)).view());
  const nlohmann::json body = {
      {"object", "identity"},
      {"state", "begun"},
      {"method", "national_identity"},
      {"flow_state", flow.secret},
      {"authorization_url", deps_.identity->authorization_url(
                                flow.secret, nonce_of(deps.vault, flow.secret), challenge)},
      {"expires", to_text(expires)}};
  auto answering =
      committed ? answer_json(call, 202, body) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

std::optional<CredentialRow> Api::redeem_state(const Person& person, const std::string& state) {
  auto row = turn().journal.credential(deps_.credentials.look_up(state));
  const bool theirs = row && *row && is_open(**row, turn().clock.now()) &&
                      (*row)->subject == subject_of(person, IdentityMethod::national_identity);
  if (!theirs || !redemptions_.take(**row, Guess::right, 1)) return std::nullopt;
  return **row;
}

Task<void> Api::confirm_national_identity(Call& call, std::shared_ptr<Person> person,
                                          nlohmann::json body) {
  TurnDeps& deps = turn();
  const auto state = body["state"].get<std::string>();
  const auto row = redeem_state(*person, state);
  if (!row) {
    auto answering = answer_problem(call, wrong_code());
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  record.credentials.push_back(*row);
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed || body.contains("error")) {  // whoever declines keeps the other methods
    if (!committed) redemptions_.give_back(*row);
    auto answering = committed ? get_identity(call) : answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  CodeClaim claim{Private<std::string>(body["code"].get<std::string>()),
                  verifier_of(deps.vault, state), nonce_of(deps.vault, state)};
  auto exchanging = deps_.identity->exchange(std::move(claim));
  const Result<Vouched> vouched = co_await std::move(exchanging);
  if (!vouched) {
    auto answering = answer_problem(call, service_problem(vouched.error()));
    co_await std::move(answering);
    co_return;
  }
  Proof proof{{IdentityMethod::national_identity, Vouching::verified, deps.clock.now(),
               vouched->birth_date},
              vouched->subject};
  auto answering = answer_proof(call, std::move(person), std::move(proof));
  co_await std::move(answering);
}

}  // namespace anban::api
