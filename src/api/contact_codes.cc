// SPDX-License-Identifier: Apache-2.0
// Sending and redeeming of codes.
#include "api/contact_codes.h"

#include <algorithm>

#include "api/api.h"
#include "api/guardian_news.h"
#include "pack/text_keys.h"
#include "ports/notifier.h"

namespace anban::api {
namespace {

constexpr std::chrono::days session_valid{30};

/// A code is good for the address it was sent to, and for no other that is named afterwards.
std::string sent_to(const Vault& vault, const Contact& contact) {
  return to_hex(vault.look_up("contact", contact.channel + " " + contact.address).view());
}

/// The open code of `subject` that was sent to that address, or nothing.
std::optional<CredentialRow> open_code(TurnDeps& deps, const std::string& subject,
                                       const Contact& contact) {
  const auto rows = deps.journal.credentials_of(subject);
  if (!rows) return std::nullopt;
  const Instant now = deps.clock.now();
  const std::string to = sent_to(deps.vault, contact);
  for (const CredentialRow& row : *rows) {
    const bool open = !row.revoked && row.expires && now < *row.expires;
    if (row.kind == "confirmation" && open && row.scopes == to) return row;
  }
  return std::nullopt;
}

void send_code(TurnDeps& deps, Credentials& credentials, const Person& person,
               const Contact& contact, const std::string& which, const pack::Pack& pack,
               Transaction& record) {
  const std::string subject = code_subject(person.ref, which);
  if (contact.confirmed || contact.address.empty() || open_code(deps, subject, contact)) {
    return;
  }
  send_new_code(deps, credentials, person, contact, which,
                {pack::keys::contact_confirm_subject, pack::keys::contact_confirm_body}, pack,
                record);
}

wire::Problem wrong_code() {
  return problem(403, "The code is wrong",
                 "The code is wrong, used or expired. Register the contact again for a new one.");
}

wire::Problem too_many_guesses() {
  return problem(429, "Too many codes were tried", "Wait a minute, then try the code again.");
}

std::string code_in(const nlohmann::json& body) {
  const auto code = body.find("code");
  return code != body.end() && code->is_string() ? code->get<std::string>() : std::string();
}

std::optional<Contact>* contact_of(Profile& profile, std::string_view which) {
  if (which == "guardian") return &profile.guardian;
  if (which == "second_guardian") return &profile.second_guardian;
  return which == "emergency_contact" ? &profile.emergency_contact : nullptr;
}

nlohmann::json session_json(const Contact& guardian, const Person& child, const std::string& token,
                            Instant expires) {
  return {{"object", "guardian_session"},
          {"guardian", {{"id", guardian.id}, {"state", "confirmed"}}},
          {"child", child.profile.id.text},
          {"token", token},
          {"expires", to_text(expires)}};
}

}  // namespace

std::string code_subject(const PersonRef& person, std::string_view which) {
  return person.text + "/" + std::string(which);
}

std::string send_new_code(TurnDeps& deps, Credentials& credentials, const Person& person,
                          const Contact& contact, const std::string& which, const CodeWords& words,
                          const pack::Pack& pack, Transaction& record) {
  const Instant now = deps.clock.now();
  const std::string subject = code_subject(person.ref, which);
  if (auto before = open_code(deps, subject, contact)) {
    before->revoked = true;
    record.credentials.push_back(*before);
  }
  Minted code = credentials.mint_code(subject, now + pack.params.registration.code_valid);
  code.row.scopes = sent_to(deps.vault, contact);
  record.credentials.push_back(code.row);
  const std::string& locale = person.profile.locale;
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", now, deps.entropy);
  notification.channel = contact.channel;
  notification.event = "contact.confirm";
  notification.address = Private<std::string>(contact.address);
  notification.locale = locale;
  notification.subject = pack.texts.say(locale, words.subject);
  notification.body = pack.texts.say(locale, words.body, {{"code", code.secret}});
  notification.parameters = {{"code", code.secret}};
  OutboxRow row;
  row.id = notification.id;
  row.person = person.ref;
  row.recipient = which;
  row.channel = contact.channel;
  row.event = notification.event;
  row.sealed_notification = seal_notification(notification, deps.outbox_key, deps.vault);
  row.created = now;
  row.next_attempt = now;
  record.outbox.push_back(std::move(row));
  return code.secret;
}

void send_codes(TurnDeps& deps, Credentials& credentials, Person& person, const pack::Pack& pack,
                Transaction& record) {
  if (person.profile.guardian) {
    send_code(deps, credentials, person, *person.profile.guardian, "guardian", pack, record);
  }
  if (person.profile.emergency_contact) {
    send_code(deps, credentials, person, *person.profile.emergency_contact, "emergency_contact",
              pack, record);
  }
}

Task<void> Api::confirm_contact(Call& call) {
  const auto found = person_of(call);
  const std::string which = call.names.back();
  const auto body = object_in(call);
  const bool known = found && *found && (which == "guardian" || which == "emergency_contact");
  if (!known || !body) {
    auto answering = known ? answer_problem(call, body.error()) : answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  TurnDeps& deps = turn();
  const std::shared_ptr<Person> person = *found;
  const Instant now = deps.clock.now();
  const int most = deps.policies.current()->pack->params.registration.code_attempts;
  const Digest guessed = deps_.credentials.look_up(code_in(*body));
  Transaction record;
  std::optional<CredentialRow> row;
  bool right = false;
  {
    const std::lock_guard guard(person->mutex);
    std::optional<Contact>& contact = *contact_of(person->profile, which);
    if (contact) row = open_code(deps, code_subject(person->ref, which), *contact);
    const int failures = row ? row->failures : 0;
    const Guess guess = row && row->look_up == guessed ? Guess::right : Guess::wrong;
    right = row && redemptions_.take(*row, guess, most);
    if (right || (row && row->failures != failures)) record.credentials.push_back(*row);
    if (right) {
      contact->confirmed = true;
      contact->verified = now;
      record.leaves.push_back(act_leaf(deps, *person, "contact.confirmed", which, {}));
      record.persons.push_back(deps.people.row(*person, RowParts::state_and_profile));
    }
  }
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored && right) redemptions_.give_back(*row);
  if (!stored) co_return;
  auto answering = right ? get_user(call) : answer_problem(call, wrong_code());
  co_await std::move(answering);
}

Task<void> Api::accept_invitation(Call& call) {
  TurnDeps& deps = turn();
  const Instant now = deps.clock.now();
  // Eight letters of 32 and so few wrong ones a minute: nobody finds a code by trying.
  if (const auto early = deps_.credentials.too_many_wrong(call.request.peer)) {
    auto answering =
        answer_problem(call, too_many_guesses(), {{"Retry-After", std::to_string(early->count())}});
    co_await std::move(answering);
    co_return;
  }
  const Digest look_up = deps_.credentials.look_up(call.names[0]);
  const auto row = deps.journal.credential(look_up);
  const bool is_code = row && *row && (*row)->kind == "confirmation";
  const std::string subject = is_code ? (*row)->subject : std::string();
  const std::string which = subject.substr(std::min(subject.size(), subject.find('/') + 1));
  std::shared_ptr<Person> person;
  if (which == "guardian" || which == "second_guardian") {
    auto found = deps.people.find_by_ref(PersonRef(subject.substr(0, subject.find('/'))));
    if (found) person = *found;
  }
  const int most = deps.policies.current()->pack->params.registration.code_attempts;
  std::optional<CredentialRow> code;
  Transaction record;
  nlohmann::json answer;
  if (person) {
    call.subject = person;
    const std::lock_guard guard(person->mutex);
    settle_guardians(person->profile, person->guardianship, now);
    std::optional<Contact>& guardian = *contact_of(person->profile, which);
    // Read anew under the lock; of calls at once the redemptions know the first.
    if (guardian) code = open_code(deps, subject, *guardian);
    if (code && code->look_up == look_up && redemptions_.take(*code, Guess::right, most)) {
      record.credentials.push_back(*code);
      guardian->confirmed = true;
      guardian->verified = now;
      const Minted session =
          deps_.credentials.mint("guardian", guardian->id, "", now + session_valid);
      record.credentials.push_back(session.row);
      record.kept.push_back(guardian_row(deps, *person, guardian->id));
      record.leaves.push_back(
          act_leaf(deps, *person, "guardian.confirmed", "guardian", {{"guardian", guardian->id}}));
      record.persons.push_back(deps.people.row(*person, RowParts::state_and_profile));
      answer = session_json(*guardian, *person, session.secret, now + session_valid);
    }
  }
  if (answer.is_null()) {
    deps_.credentials.count_wrong(call.request.peer);
    auto answering = answer_problem(call, wrong_code());
    co_await std::move(answering);
    co_return;
  }
  auto storing = stores(call, person, std::move(record));
  const bool stored = co_await std::move(storing);
  if (!stored) redemptions_.give_back(*code);
  if (!stored) co_return;
  auto answering = answer_json(call, 200, answer);
  co_await std::move(answering);
}

}  // namespace anban::api
