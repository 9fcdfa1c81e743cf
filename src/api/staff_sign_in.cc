// SPDX-License-Identifier: Apache-2.0
// Signing in and out and changing a password. The password is compared before the gate, on the
// hasher's thread; what it was held against is looked at again behind it.
#include "api/staff_desk.h"

namespace anban::api {
namespace {

/// Overwritten by every wrong try at a login that nobody has, so that it, too, is one commit.
constexpr const char* unknown_login_setting = "staff_unknown_login";

std::unexpected<Refusal> no_session() {
  return std::unexpected(refusal(403, "This key is no session",
                                 "Only who signed in with login, password and code can do that."));
}

}  // namespace

Result<std::optional<Seconds>> StaffDesk::waits(const std::string& login) {
  const auto account = book().by_login(login);
  if (!account) return failed(account);
  const WrongTries tries = *account ? (*account)->tries : unknown_logins_.of(login_look_up(login));
  return must_wait(tries, deps_.clock.now());
}

Task<Answered<StaffDesk::Compared>> StaffDesk::compare(std::string login,
                                                       Private<std::string> password,
                                                       std::string peer) {
  if (const auto wait = credentials_.too_many_wrong(peer)) {
    co_return std::unexpected(wait_for(*wait));
  }
  const auto wait = waits(login);
  if (!wait) co_return std::unexpected(refusal_for(wait.error()));
  if (*wait) co_return std::unexpected(wait_for(**wait));
  const auto account = book().by_login(login);
  if (!account) co_return std::unexpected(refusal_for(account.error()));
  Compared compared;
  if (*account && (*account)->state == StaffState::active) {
    const auto secrets = book().secrets_of(**account);
    if (!secrets) co_return std::unexpected(refusal_for(secrets.error()));
    compared.hash = secrets->password_hash;
  }
  auto comparing = hasher_->compare(compared.hash, std::move(password));
  const auto match = co_await std::move(comparing);
  if (!match) co_return std::unexpected(refusal_for(match.error()));
  compared.match = *match;
  co_return compared;
}

Task<Answered<StaffAccount>> StaffDesk::count_wrong(std::optional<StaffAccount> account,
                                                    std::string login, std::string peer) {
  const Instant now = deps_.clock.now();
  credentials_.count_wrong(peer);
  Transaction record;
  if (account) {
    account->tries = after_wrong(account->tries, now);
    record.settings.push_back(StaffBook::row(*account));
    record.leaves.push_back({staff_leaf("staff.not_let_in", *account, {}, now)});
  } else {
    unknown_logins_.count(login_look_up(login), now);
    record.settings.push_back({unknown_login_setting, to_text(now)});
  }
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return std::unexpected(
      refusal(403, "Not let in", "Login, password or code is wrong, or the code was used before."));
}

Task<Answered<StaffAccount>> StaffDesk::judge(std::string login, std::string code,
                                              Compared compared, std::string peer) {
  const auto wait = waits(login);
  if (!wait) co_return std::unexpected(refusal_for(wait.error()));
  if (*wait) co_return std::unexpected(wait_for(**wait));
  auto account = book().by_login(login);
  if (!account) co_return std::unexpected(refusal_for(account.error()));
  const auto secrets = *account ? book().secrets_of(**account) : Result<StaffSecrets>();
  if (!secrets) co_return std::unexpected(refusal_for(secrets.error()));
  const auto step = accepted_step(secrets->code_secret, code, deps_.clock.now(),
                                  *account ? (*account)->last_step : -1);
  const bool is_right = *account && (*account)->state == StaffState::active && step &&
                        compared.match == PasswordMatch::yes &&
                        compared.hash == secrets->password_hash;
  if (!is_right) {
    auto counting = count_wrong(std::move(*account), std::move(login), std::move(peer));
    auto counted = co_await std::move(counting);
    co_return counted;
  }
  (*account)->last_step = *step;
  (*account)->tries = {};
  co_return std::move(**account);
}

Task<Answered<StaffSession>> StaffDesk::open_session(StaffAccount account, std::string kind) {
  const Instant now = deps_.clock.now();
  Minted minted = credentials_.mint_staff_session(account.id, account.role);
  account.last_sign_in = now;
  Transaction record;
  record.settings.push_back(StaffBook::row(account));
  record.credentials.push_back(minted.row);
  record.leaves.push_back({staff_leaf(std::move(kind), account, {}, now)});
  const auto tidied = book().forget_old_uses(now, record);
  if (!tidied) co_return std::unexpected(refusal_for(tidied.error()));
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return StaffSession{std::move(account), std::move(minted.secret), now + staff_session_most};
}

Task<Answered<StaffSession>> StaffDesk::sign_in(StaffProof proof, std::string peer) {
  auto comparing = compare(proof.login, std::move(proof.password), peer);
  auto compared = co_await std::move(comparing);
  if (!compared) co_return std::unexpected(compared.error());
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto judging =
      judge(std::move(proof.login), std::move(proof.code), std::move(*compared), std::move(peer));
  auto account = co_await std::move(judging);
  if (!account) co_return std::unexpected(account.error());
  auto opening = open_session(std::move(*account), "staff.signed_in");
  auto opened = co_await std::move(opening);
  co_return opened;
}

Task<Answered<StaffAccount>> StaffDesk::sign_out(Caller by, std::string authorization) {
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto account = book().by_id(by.key.text);
  auto row = deps_.journal.credential(credentials_.look_up_of(authorization));
  if (!account) co_return std::unexpected(refusal_for(account.error()));
  if (!row) co_return std::unexpected(refusal_for(row.error()));
  if (!*account || !*row) co_return no_session();
  Transaction record;
  (*row)->revoked = true;
  record.settings.push_back({Credentials::use_setting((*row)->look_up), ""});
  record.credentials.push_back(std::move(**row));
  record.leaves.push_back({staff_leaf("staff.signed_out", **account, by, deps_.clock.now())});
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return std::move(**account);
}

Task<Answered<StaffAccount>> StaffDesk::change_password(Caller by, StaffProof proof,
                                                        Private<std::string> password,
                                                        std::string authorization,
                                                        std::string peer) {
  const auto own = book().by_id(by.key.text);
  if (!own) co_return std::unexpected(refusal_for(own.error()));
  if (!*own) co_return no_session();
  proof.login = (*own)->login;
  if (const auto fault = fault_of_password(password.reveal(), proof.login)) {
    Refusal wrong = refusal(422, "Some fields are wrong", "Mend the fields named in errors.");
    wrong.problem.faults.push_back({"new", *fault});
    co_return std::unexpected(std::move(wrong));
  }
  auto comparing = compare(proof.login, std::move(proof.password), peer);
  auto compared = co_await std::move(comparing);
  if (!compared) co_return std::unexpected(compared.error());
  auto hashing = hasher_->hash(std::move(password));
  auto hash = co_await std::move(hashing);
  if (!hash) co_return std::unexpected(refusal_for(hash.error()));
  auto entering = enter();
  const Gate gate = co_await std::move(entering);
  auto judging = judge(std::move(proof.login), std::move(proof.code), std::move(*compared), peer);
  auto account = co_await std::move(judging);
  if (!account) co_return std::unexpected(account.error());
  auto changing = take_password(std::move(*account), std::move(*hash), std::move(by),
                                credentials_.look_up_of(authorization));
  auto changed = co_await std::move(changing);
  co_return changed;
}

Task<Answered<StaffAccount>> StaffDesk::take_password(StaffAccount account, std::string hash,
                                                      Caller by, Digest session) {
  auto secrets = book().secrets_of(account);
  if (!secrets) co_return std::unexpected(refusal_for(secrets.error()));
  secrets->password_hash = std::move(hash);
  book().seal(account, *secrets);
  Transaction record;
  record.settings.push_back(StaffBook::row(account));
  record.leaves.push_back({staff_leaf("staff.password_changed", account, by, deps_.clock.now())});
  const auto ended = book().end_sessions(account.id, session, record);
  if (!ended) co_return std::unexpected(refusal_for(ended.error()));
  auto storing = store(std::move(record));
  const auto stored = co_await std::move(storing);
  if (!stored) co_return std::unexpected(stored.error());
  co_return account;
}

Task<void> StaffDesk::remember_use(std::string authorization) {
  auto use = credentials_.use_to_store(authorization);
  if (!use) co_return;
  Transaction record;
  record.settings.push_back(std::move(*use));
  auto committing = deps_.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) deps_.log.warn("staff.use_not_stored", {{"why", committed.error().detail}});
}

}  // namespace anban::api
