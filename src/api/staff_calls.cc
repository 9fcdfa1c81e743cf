// SPDX-License-Identifier: Apache-2.0
// Accounts of staff: who has one, inviting somebody, resetting and removing one. No secret but the
// token of a link is in any answer, and that once.
#include <algorithm>
#include <array>

#include "api/api.h"
#include "api/body_fields.h"
#include "base/one_time_code.h"
#include "turn/takeovers.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 6> roles = {"operator", "lead",    "officer",
                                                   "admin",    "auditor", "inspector"};
constexpr std::size_t name_most = 64;
constexpr std::size_t token_most = 256;

Json time_or_null(const std::optional<Instant>& at) { return at ? Json(to_text(*at)) : Json(); }

/// What colleagues see: enough to hand something over.
Json staff_json(const StaffAccount& account) {
  return {{"object", "staff"},
          {"id", account.id},
          {"name", account.name},
          {"role", account.role},
          {"state", name_of(account.state)}};
}

/// What an administrator sees besides.
Json whole_staff_json(const StaffAccount& account) {
  Json json = staff_json(account);
  json["login"] = account.login;
  json["created"] = to_text(account.created);
  json["invited_until"] = time_or_null(account.invited_until);
  json["last_sign_in"] = time_or_null(account.last_sign_in);
  return json;
}

std::expected<StaffAccount, Faults> read_new_account(const Json& body) {
  Faults faults;
  StaffAccount account;
  account.name = text_in(body, "name", name_most, Field::required, faults);
  account.role = text_in(body, "role", name_most, Field::required, faults);
  if (!account.role.empty() && std::find(roles.begin(), roles.end(), account.role) == roles.end()) {
    faults.push_back({"role", "must be operator, lead, officer, admin, auditor or inspector"});
  }
  const std::string login = text_in(body, "login", name_most, Field::required, faults);
  const auto accepted = staff_login(login);
  if (!login.empty() && !accepted) {
    faults.push_back({"login", "must be 2 to 64 of a-z, 0-9 and ._-@, a letter or figure first"});
  }
  account.login = accepted.value_or("");
  refuse_unknown(body, {"name", "role", "login"}, faults);
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return account;
}

/// "123 456" as apps show it, and without the space.
std::string code_in(const Json& body, Faults& faults) {
  std::string code = text_in(body, "code", 16, Field::required, faults);
  std::erase(code, ' ');
  const bool fits = code.size() == 6 && std::all_of(code.begin(), code.end(),
                                                    [](char c) { return c >= '0' && c <= '9'; });
  if (!code.empty() && !fits) faults.push_back({"code", "must be the six figures of the app"});
  return code;
}

Private<std::string> password_in(const Json& body, const char* name, Faults& faults) {
  constexpr std::size_t password_most = 4 * staff_password_most;  // what nobody has is compared too
  return Private<std::string>(text_in(body, name, password_most, Field::required, faults));
}

Task<void> answer_refusal(Call& call, Refusal refusal) {
  return answer_problem(call, std::move(refusal.problem), std::move(refusal.headers));
}

/// The body, where nothing is wrong with it and its fields.
std::expected<Json, wire::Problem> checked(std::expected<Json, wire::Problem> body,
                                           Faults& faults) {
  if (body && !faults.empty()) return std::unexpected(faulty(std::move(faults)));
  return body;
}

Task<void> answer_invitation(Call& call, int status, Answered<Invitation> made) {
  if (!made) return answer_refusal(call, std::move(made.error()));
  Json json = whole_staff_json(made->account);
  json["invitation"] = made->token;
  json["path"] = "/console#invitation=" + made->token;
  return answer_json(call, status, json);
}

Task<void> answer_account(Call& call, Answered<StaffAccount> done) {
  if (!done) return answer_refusal(call, std::move(done.error()));
  return answer_json(call, 200, staff_json(*done));
}

Task<void> answer_session(Call& call, Answered<StaffSession> opened) {
  if (!opened) return answer_refusal(call, std::move(opened.error()));
  return answer_json(call, 200,
                     Json{{"object", "staff_session"},
                          {"key", opened->key},
                          {"expires", to_text(opened->expires)},
                          {"idle_s", staff_session_idle.count()},
                          {"id", opened->account.id},
                          {"name", opened->account.name},
                          {"role", opened->account.role}});
}

Task<void> answer_enrolment(Call& call, Answered<Enrolment> made) {
  if (!made) return answer_refusal(call, std::move(made.error()));
  const StaffAccount& account = made->account;
  return answer_json(call, 200,
                     Json{{"object", "staff_enrolment"},
                          {"id", account.id},
                          {"login", account.login},
                          {"name", account.name},
                          {"role", account.role},
                          {"secret", to_base32(made->code_secret)},
                          {"otpauth", otpauth_of(account, made->code_secret)}});
}

}  // namespace

Task<void> Api::get_staff(Call& call) {
  const auto all = staff_.book().all();
  if (!all) return answer_unavailable(call, all.error());
  const bool sees_all = call.caller.role == "admin";
  Json data = Json::array();
  for (const StaffAccount& each : *all) {
    if (each.state == StaffState::removed) continue;
    if (!sees_all && each.state != StaffState::active) continue;
    Json json = sees_all ? whole_staff_json(each) : staff_json(each);
    json["available"] = turn().takeovers->is_present(each.id);
    data.push_back(std::move(json));
  }
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::get_staff_me(Call& call) {
  const std::string& id = call.caller.key.text;
  const auto name = staff_name(turn().journal, id);
  if (!name) return answer_unavailable(call, name.error());
  return answer_json(call, 200,
                     Json{{"object", "staff_me"},
                          {"id", id},
                          {"name", *name},
                          {"role", call.caller.role},
                          {"account", id.starts_with(staff_account_prefix)},
                          {"available", turn().takeovers->is_present(id)}});
}

Task<void> Api::post_staff(Call& call) {
  const auto body = object_in(call);
  auto wanted = body ? read_new_account(*body) : std::unexpected(Faults());
  if (!body || !wanted) {
    auto answering = answer_problem(call, body ? faulty(std::move(wanted.error())) : body.error());
    co_await std::move(answering);
    co_return;
  }
  auto inviting = staff_.invite(std::move(*wanted), call.caller);
  auto invited = co_await std::move(inviting);
  auto answering = answer_invitation(call, 201, std::move(invited));
  co_await std::move(answering);
}

Task<void> Api::reset_staff(Call& call) {
  auto resetting = staff_.reset(call.names[0], call.caller);
  auto reset = co_await std::move(resetting);
  auto answering = answer_invitation(call, 200, std::move(reset));
  co_await std::move(answering);
}

Task<void> Api::delete_staff(Call& call) {
  auto removing = staff_.remove(call.names[0], call.caller);
  auto removed = co_await std::move(removing);
  auto answering = answer_account(call, std::move(removed));
  co_await std::move(answering);
}

Task<void> Api::accept_staff_invitation(Call& call) {
  auto body = object_in(call);
  Faults faults;
  std::string token;
  Private<std::string> password;
  if (body) {
    token = text_in(*body, "token", token_most, Field::required, faults);
    password = password_in(*body, "password", faults);
    if (const auto fault = fault_of_password(password.reveal(), ""); fault && faults.empty()) {
      faults.push_back({"password", *fault});
    }
    refuse_unknown(*body, {"token", "password"}, faults);
    body = checked(std::move(body), faults);
  }
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  auto accepting = staff_.accept(std::move(token), std::move(password), call.request.peer);
  auto accepted = co_await std::move(accepting);
  auto answering = answer_enrolment(call, std::move(accepted));
  co_await std::move(answering);
}

Task<void> Api::confirm_staff(Call& call) {
  auto body = object_in(call);
  Faults faults;
  std::string token;
  std::string code;
  if (body) {
    token = text_in(*body, "token", token_most, Field::required, faults);
    code = code_in(*body, faults);
    refuse_unknown(*body, {"token", "code"}, faults);
    body = checked(std::move(body), faults);
  }
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  auto confirming = staff_.confirm(std::move(token), std::move(code), call.request.peer);
  auto confirmed = co_await std::move(confirming);
  auto answering = answer_session(call, std::move(confirmed));
  co_await std::move(answering);
}

Task<void> Api::sign_in_staff(Call& call) {
  auto body = object_in(call);
  Faults faults;
  StaffProof proof;
  if (body) {
    const std::string login = text_in(*body, "login", name_most, Field::required, faults);
    proof.login = staff_login(login).value_or(login);  // what can be no login is nobody's
    proof.password = password_in(*body, "password", faults);
    proof.code = code_in(*body, faults);
    refuse_unknown(*body, {"login", "password", "code"}, faults);
    body = checked(std::move(body), faults);
  }
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  auto signing = staff_.sign_in(std::move(proof), call.request.peer);
  auto signed_in = co_await std::move(signing);
  auto answering = answer_session(call, std::move(signed_in));
  co_await std::move(answering);
}

Task<void> Api::sign_out_staff(Call& call) {
  auto leaving = staff_.sign_out(call.caller, std::string(call.request.header("Authorization")));
  auto left = co_await std::move(leaving);
  auto ending = turn().takeovers->end_of(call.caller.key.text);
  co_await std::move(ending);
  auto answering = answer_account(call, std::move(left));
  co_await std::move(answering);
}

Task<void> Api::change_staff_password(Call& call) {
  auto body = object_in(call);
  Faults faults;
  StaffProof proof;
  Private<std::string> password;
  if (body) {
    proof.password = password_in(*body, "old", faults);
    password = password_in(*body, "new", faults);
    proof.code = code_in(*body, faults);
    refuse_unknown(*body, {"old", "new", "code"}, faults);
    body = checked(std::move(body), faults);
  }
  if (!body) {
    auto answering = answer_problem(call, body.error());
    co_await std::move(answering);
    co_return;
  }
  auto changing =
      staff_.change_password(call.caller, std::move(proof), std::move(password),
                             std::string(call.request.header("Authorization")), call.request.peer);
  auto changed = co_await std::move(changing);
  auto answering = answer_account(call, std::move(changed));
  co_await std::move(answering);
}

}  // namespace anban::api
