// SPDX-License-Identifier: Apache-2.0
// Sending and redeeming of codes.
#include "api/contact_codes.h"

#include "api/api.h"
#include "evidence/leaf.h"
#include "pack/text_keys.h"
#include "ports/notifier.h"

namespace anban::api {
namespace {

bool has_open_code(Journal& journal, const std::string& subject, Instant now) {
  const auto rows = journal.credentials_of(subject);
  if (!rows) return false;
  for (const CredentialRow& row : *rows) {
    if (row.kind == "confirmation" && !row.revoked && row.expires && now < *row.expires)
      return true;
  }
  return false;
}

void send_code(TurnDeps& deps, Credentials& credentials, const Person& person,
               const Contact& contact, const std::string& which, const pack::Pack& pack,
               Transaction& record) {
  const Instant now = deps.clock.now();
  const std::string subject = code_subject(person.ref, which);
  if (contact.confirmed || contact.address.empty() || has_open_code(deps.journal, subject, now))
    return;
  const Minted code = credentials.mint_code(subject, now + pack.params.registration.code_valid);
  record.credentials.push_back(code.row);
  const std::string& locale = person.profile.locale;
  Notification notification;
  notification.id = new_id<NotificationId>("ntf_", now, deps.entropy);
  notification.channel = contact.channel;
  notification.event = "contact.confirm";
  notification.address = Private<std::string>(contact.address);
  notification.locale = locale;
  notification.subject = pack.texts.say(locale, pack::keys::contact_confirm_subject);
  notification.body =
      pack.texts.say(locale, pack::keys::contact_confirm_body, {{"code", code.secret}});
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
}

/// The open code row of `subject`, or nothing.
std::optional<CredentialRow> open_code(Journal& journal, const std::string& subject, Instant now) {
  const auto rows = journal.credentials_of(subject);
  if (!rows) return std::nullopt;
  for (const CredentialRow& row : *rows) {
    if (row.kind == "confirmation" && !row.revoked && row.expires && now < *row.expires) return row;
  }
  return std::nullopt;
}

wire::Problem wrong_code() {
  return problem(403, "The code is wrong",
                 "The code is wrong, used or expired. Register the contact again for a new one.");
}

std::string code_in(const nlohmann::json& body) {
  const auto code = body.find("code");
  return code != body.end() && code->is_string() ? code->get<std::string>() : std::string();
}

}  // namespace

std::string code_subject(const PersonRef& person, std::string_view which) {
  return person.text + "/" + std::string(which);
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
  const auto most = deps.policies.current()->pack->params.registration.code_attempts;
  auto row = open_code(deps.journal, code_subject(person->ref, which), now);
  const std::string code = code_in(*body);
  const bool right = row && row->failures < most && row->look_up == deps_.credentials.look_up(code);
  Transaction record;
  if (row) {
    right ? void(row->revoked = true) : void(++row->failures);
    record.credentials.push_back(*row);
  }
  if (right) {
    const std::lock_guard guard(person->mutex);
    auto& contact =
        which == "guardian" ? person->profile.guardian : person->profile.emergency_contact;
    if (contact) contact->confirmed = true;
    evidence::ActLeaf leaf;
    leaf.kind = "contact.confirmed";
    leaf.at = now;
    leaf.person = person->ref;
    leaf.actor = which;
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.persons.push_back(deps.people.row(*person, RowParts::state_and_profile));
  }
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    deps.people.forget(*person);  // what is in memory must not be ahead of what is stored
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  auto answering = right ? get_user(call) : answer_problem(call, wrong_code());
  co_await std::move(answering);
}

Task<void> Api::accept_invitation(Call& call) {
  TurnDeps& deps = turn();
  const Instant now = deps.clock.now();
  auto row = deps.journal.credential(deps_.credentials.look_up(call.names[0]));
  const bool open = row && *row && (*row)->kind == "confirmation" && !(*row)->revoked &&
                    (*row)->expires && now < *(*row)->expires &&
                    (*row)->subject.ends_with("/guardian");
  std::shared_ptr<Person> person;
  if (open) {
    const std::string& subject = (*row)->subject;
    auto found = deps.people.find_by_ref(PersonRef(subject.substr(0, subject.find('/'))));
    if (found) person = *found;
  }
  if (!person) {
    auto answering = answer_problem(call, wrong_code());
    co_await std::move(answering);
    co_return;
  }
  call.subject = person;
  Transaction record;
  (*row)->revoked = true;
  record.credentials.push_back(**row);
  Minted session;
  nlohmann::json answer;
  {
    const std::lock_guard guard(person->mutex);
    if (!person->profile.guardian) {
      person->profile.guardian = Contact{};
    }
    Contact& guardian = *person->profile.guardian;
    guardian.confirmed = true;
    session = deps_.credentials.mint("guardian", guardian.id, "", now + std::chrono::days(30));
    record.credentials.push_back(session.row);
    evidence::ActLeaf leaf;
    leaf.kind = "guardian.confirmed";
    leaf.at = now;
    leaf.person = person->ref;
    leaf.actor = "guardian";
    record.leaves.push_back({evidence::leaf_body(leaf)});
    record.persons.push_back(deps.people.row(*person, RowParts::state_and_profile));
    answer = {{"object", "guardian_session"},
              {"guardian", {{"id", guardian.id}, {"state", "confirmed"}}},
              {"child", person->profile.id.text},
              {"token", session.secret}};
  }
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) deps.people.forget(*person);
  auto answering =
      committed ? answer_json(call, 200, answer) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
