// SPDX-License-Identifier: Apache-2.0
// Inviting, taking up an invitation, resetting and removing.
#include "api/staff_desk.h"

#include <algorithm>

#include "api/body_fields.h"

namespace anban::api {
namespace {

std::unexpected<Refusal> link_is_over() {
  return std::unexpected(refusal(403, "This invitation opens nothing",
                                 "It was used, replaced or is older than three days. Ask an "
                                 "administrator for a new one."));
}

std::unexpected<Refusal> not_there() {
  return std::unexpected(refusal(404, "Not found", "There is nothing here for this key."));
}

bool is_present(const StaffAccount& each) { return each.state != StaffState::removed; }

bool is_active_admin(const StaffAccount& each) {
  return each.role == "admin" && each.state == StaffState::active;
}

}  // namespace

Refusal refusal(int status, std::string title, std::string detail) {
  return {problem(status, std::move(title), std::move(detail))};
}

Refusal refusal_for(const Error& error) {
  if (error.code != ErrorCode::exhausted) return refusal(503, "Service unavailable", error.detail);
  Refusal busy = refusal(429, "Too many requests", error.detail);
  busy.headers = {{"Retry-After", "1"}};
  return busy;
}

Refusal wait_for(Seconds wait) {
  const std::string seconds = std::to_string(wait.count());
  Refusal out = refusal(429, "Too many wrong tries", "Try again in " + seconds + " seconds.");
  out.headers = {{"Retry-After", seconds}};
  return out;
}

Task<StaffDesk::Gate> StaffDesk::enter() {
  static const std::string name = "accounts of staff";
  while (const auto bell = repeats_.begin(name)) {
    auto waiting = bell->wait();
    co_await std::move(waiting);
  }
  co_return std::make_unique<UnderWay>(repeats_, name);
}

Task<Answered<void>> StaffDesk::store(Transaction record) {
  const bool ends_sessions = std::any_of(record.credentials.begin(), record.credentials.end(),
                                         [](const CredentialRow& each) { return each.revoked; });
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) co_return std::unexpected(refusal_for(committed.error()));
  if (ends_sessions) credentials_.forget_cached();
  co_return Answered<void>();
}

Task<Answered<Invitation>> StaffDesk::send_link(StaffAccount account, std::string kind, Caller by) {
  const Instant now = deps_.clock.now();
  std::string token = api::invite(account, credentials_, now);
  Transaction record;
  record.settings.push_back(StaffBook::row(account));
  record.leaves.push_back({staff_leaf(std::move(kind), account, by, now)});
  const auto ended = book().end_sessions(account.id, std::nullopt, record);
  if (!ended) co_return std::unexpected(refusal_for(ended.error()));
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return Invitation{std::move(account), std::move(token)};
}

Task<Answered<Invitation>> StaffDesk::invite(StaffAccount wanted, Caller by) {
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  const auto all = book().all();
  if (!all) co_return std::unexpected(refusal_for(all.error()));
  const auto present = std::count_if(all->begin(), all->end(), is_present);
  if (present >= static_cast<std::ptrdiff_t>(StaffBook::accounts_most)) {
    co_return std::unexpected(
        refusal(403, "There are a thousand accounts", "Remove those that nobody needs."));
  }
  if (std::any_of(all->begin(), all->end(), [&](const StaffAccount& each) {
        return is_present(each) && each.login == wanted.login;
      })) {
    co_return std::unexpected(
        refusal(409, "This login is taken", "Choose another login for this account."));
  }
  wanted.created = deps_.clock.now();
  wanted.id = new_id_text(staff_account_prefix, wanted.created, deps_.entropy);
  wanted.created_by = by.key.text;
  auto sending = send_link(std::move(wanted), "staff.invited", std::move(by));
  auto sent = co_await std::move(sending);
  co_return sent;
}

Task<Answered<Invitation>> StaffDesk::reset(std::string id, Caller by) {
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto account = book().by_id(id);
  if (!account) co_return std::unexpected(refusal_for(account.error()));
  if (!*account) co_return not_there();
  if (id == by.key.text) {
    co_return std::unexpected(
        refusal(403, "This is your own account",
                "Another administrator resets it; you can change your password yourself."));
  }
  auto sending = send_link(std::move(**account), "staff.reset", std::move(by));
  auto sent = co_await std::move(sending);
  co_return sent;
}

Task<Answered<StaffAccount>> StaffDesk::remove(std::string id, Caller by) {
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  const auto all = book().all();
  if (!all) co_return std::unexpected(refusal_for(all.error()));
  const auto found = std::find_if(all->begin(), all->end(), [&](const StaffAccount& each) {
    return each.id == id && is_present(each);
  });
  if (found == all->end()) co_return not_there();
  if (is_active_admin(*found) && std::count_if(all->begin(), all->end(), is_active_admin) == 1) {
    co_return std::unexpected(refusal(403, "This is the last administrator's account",
                                      "Another administrator has to sign in first."));
  }
  StaffAccount account = *found;
  account.state = StaffState::removed;
  account.login.clear();
  account.invitation.clear();
  account.invited_until.reset();
  account.sealed.clear();
  Transaction record;
  record.settings.push_back(StaffBook::row(account));
  record.leaves.push_back({staff_leaf("staff.removed", account, by, deps_.clock.now())});
  const auto ended = book().end_sessions(account.id, std::nullopt, record);
  if (!ended) co_return std::unexpected(refusal_for(ended.error()));
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return account;
}

Result<std::optional<FirstAdmin>> StaffDesk::first_admin(Transaction& record) {
  StaffBook all = book();
  const Instant now = deps_.clock.now();
  auto first = api::first_admin(all, credentials_, deps_.entropy, now);
  if (!first || !*first) return first;
  record.settings.push_back(StaffBook::row((*first)->account));
  record.leaves.push_back({staff_leaf("staff.invited", (*first)->account, {}, now)});
  return first;
}

Answered<StaffAccount> StaffDesk::behind(const std::string& token, const std::string& peer) {
  if (const auto wait = credentials_.too_many_wrong(peer)) return std::unexpected(wait_for(*wait));
  auto found = book().by_invitation(credentials_.look_up(token), deps_.clock.now());
  if (!found) return std::unexpected(refusal_for(found.error()));
  if (*found) return std::move(**found);
  credentials_.count_wrong(peer);
  return link_is_over();
}

Task<Answered<Enrolment>> StaffDesk::accept(std::string token, Private<std::string> password,
                                            std::string peer) {
  const auto before = behind(token, peer);
  if (!before) co_return std::unexpected(before.error());
  if (const auto fault = fault_of_password(password.reveal(), before->login)) {
    Faults faults;
    faults.push_back({"password", *fault});
    co_return std::unexpected(Refusal{faulty(std::move(faults))});
  }
  auto hashing = hasher_->hash(std::move(password));
  auto hash = co_await std::move(hashing);
  if (!hash) co_return std::unexpected(refusal_for(hash.error()));
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto account = behind(token, peer);
  if (!account) co_return std::unexpected(account.error());
  StaffSecrets secrets{std::move(*hash), Bytes(code_secret_bytes, '\0')};
  deps_.entropy.fill(
      {reinterpret_cast<unsigned char*>(secrets.code_secret.data()), secrets.code_secret.size()});
  account->state = StaffState::enrolling;
  account->last_step = -1;
  book().seal(*account, secrets);
  Transaction record;
  record.settings.push_back(StaffBook::row(*account));
  record.leaves.push_back({staff_leaf("staff.accepted", *account, {}, deps_.clock.now())});
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return Enrolment{std::move(*account), std::move(secrets.code_secret)};
}

Task<Answered<StaffSession>> StaffDesk::confirm(std::string token, std::string code,
                                                std::string peer) {
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto account = behind(token, peer);
  if (!account) co_return std::unexpected(account.error());
  const auto secrets = book().secrets_of(*account);
  if (!secrets) co_return std::unexpected(refusal_for(secrets.error()));
  const bool has_secret = account->state == StaffState::enrolling;
  const auto step =
      has_secret ? accepted_step(secrets->code_secret, code, deps_.clock.now(), account->last_step)
                 : std::nullopt;
  if (!step) {
    credentials_.count_wrong(peer);
    co_return std::unexpected(refusal(403, "The code is wrong",
                                      "Send the code that the app shows now; its clock must be "
                                      "right."));
  }
  account->last_step = *step;
  account->state = StaffState::active;
  account->invitation.clear();
  account->invited_until.reset();
  auto opening = open_session(std::move(*account), "staff.enrolled");
  auto opened = co_await std::move(opening);
  co_return opened;
}

}  // namespace anban::api
