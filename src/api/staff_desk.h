// SPDX-License-Identifier: Apache-2.0
// What is done with accounts of staff: inviting, taking up an invitation, signing in and out,
// changing a password, resetting, removing. Each act stands behind one gate, is stored with its
// leaf before it is answered, and says in a Refusal why it was not done. A wrong login, password or
// code are one and the same answer after the same work.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "api/call.h"
#include "api/credentials.h"
#include "api/repeats.h"
#include "api/staff_book.h"
#include "base/private.h"
#include "ports/password_hasher.h"
#include "turn/turn.h"

namespace anban::api {

struct Refusal {
  wire::Problem problem;
  Headers headers = {};
};
template <class T>
using Answered = std::expected<T, Refusal>;

struct Invitation {
  StaffAccount account;
  std::string token;
};
struct Enrolment {
  StaffAccount account;
  Bytes code_secret;
};
struct StaffSession {
  StaffAccount account;
  std::string key;
  Instant expires;
};
/// What somebody shows to be let in.
struct StaffProof {
  std::string login;
  Private<std::string> password;
  std::string code;
};

class StaffDesk {
 public:
  static constexpr std::size_t code_secret_bytes = 20;  // RFC 4226: as long as the hash

  StaffDesk(TurnDeps& deps, Credentials& credentials, PasswordHasher* hasher, Repeats& repeats)
      : deps_(deps), credentials_(credentials), hasher_(hasher), repeats_(repeats) {}

  StaffBook book() { return {deps_.journal, deps_.vault, deps_.outbox_key}; }

  /// `wanted` has name, login and role.
  Task<Answered<Invitation>> invite(StaffAccount wanted, Caller by);
  Task<Answered<Invitation>> reset(std::string id, Caller by);
  Task<Answered<StaffAccount>> remove(std::string id, Caller by);
  /// For whoever opened the set-up link: nothing where an administrator can sign in.
  Result<std::optional<FirstAdmin>> first_admin(Transaction& record);

  Task<Answered<Enrolment>> accept(std::string token, Private<std::string> password,
                                   std::string peer);
  Task<Answered<StaffSession>> confirm(std::string token, std::string code, std::string peer);

  Task<Answered<StaffSession>> sign_in(StaffProof proof, std::string peer);
  Task<Answered<StaffAccount>> sign_out(Caller by, std::string authorization);
  /// `proof` has the old password and a code; the session at hand stays, the others end.
  Task<Answered<StaffAccount>> change_password(Caller by, StaffProof proof,
                                               Private<std::string> password,
                                               std::string authorization, std::string peer);

  /// Writes down now and then when a session was used last.
  Task<void> remember_use(std::string authorization);
  /// The sandbox's reset.
  void forget() { unknown_logins_.clear(); }

 private:
  struct Compared {
    std::string hash;  // what the password was held against; it may have changed meanwhile
    PasswordMatch match = PasswordMatch::no;
  };
  using Gate = std::unique_ptr<UnderWay>;

  /// Until the value goes nobody else changes an account.
  Task<Gate> enter();
  Task<Answered<void>> store(Transaction record);
  Task<Answered<Invitation>> send_link(StaffAccount account, std::string kind, Caller by);
  Task<Answered<StaffSession>> open_session(StaffAccount account, std::string kind);
  Answered<StaffAccount> behind(const std::string& token, const std::string& peer);
  /// After how long this login may be tried.
  Result<std::optional<Seconds>> waits(const std::string& login);
  /// Costs one hash whoever asks.
  Task<Answered<Compared>> compare(std::string login, Private<std::string> password,
                                   std::string peer);
  /// Behind the gate: the account with the code used up, not yet stored; or the wrong try counted.
  Task<Answered<StaffAccount>> judge(std::string login, std::string code, Compared compared,
                                     std::string peer);
  Task<Answered<StaffAccount>> take_password(StaffAccount account, std::string hash, Caller by,
                                             Digest session);
  Task<Answered<StaffAccount>> count_wrong(std::optional<StaffAccount> account, std::string login,
                                           std::string peer);
  Digest login_look_up(const std::string& login) {
    return deps_.vault.look_up("staff_login", login);
  }

  TurnDeps& deps_;
  Credentials& credentials_;
  PasswordHasher* hasher_;
  Repeats& repeats_;
  UnknownLogins unknown_logins_;
};

Refusal refusal(int status, std::string title, std::string detail);
/// 503 for what failed outside us, 429 where too many passwords wait.
Refusal refusal_for(const Error& error);
/// 429 with Retry-After.
Refusal wait_for(Seconds wait);

}  // namespace anban::api
