// SPDX-License-Identifier: Apache-2.0
// The stored form of accounts of staff. What is secret in one is sealed by the caller.
#include <array>

#include <nlohmann/json.hpp>

#include "people/staff_account.h"

namespace anban {
namespace {

using Json = nlohmann::json;

Json count_of(const std::optional<Instant>& at) {
  return at ? Json(at->time_since_epoch().count()) : Json();
}

Instant instant_from(const Json& json) { return Instant(Milliseconds(json.get<std::int64_t>())); }

std::optional<Instant> perhaps_instant_from(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional<Instant>(instant_from(json));
}

/// What this program does not know lets nobody in.
StaffState state_from(std::string_view name) {
  for (const StaffState each : {StaffState::invited, StaffState::enrolling, StaffState::active}) {
    if (name == name_of(each)) return each;
  }
  return StaffState::removed;
}

Bytes bytes_from(const Json& json) {
  return from_base64(json.get<std::string>()).value_or(Bytes());
}

StaffAccount read_account(const Json& json) {
  StaffAccount account;
  account.id = json.at("id").get<std::string>();
  account.name = json.at("name").get<std::string>();
  account.login = json.at("login").get<std::string>();
  account.role = json.at("role").get<std::string>();
  account.state = state_from(json.at("state").get<std::string>());
  account.created = instant_from(json.at("created"));
  account.created_by = json.at("created_by").get<std::string>();
  account.invitation = json.at("invitation").get<std::string>();
  account.invited_until = perhaps_instant_from(json.at("invited_until"));
  account.last_sign_in = perhaps_instant_from(json.at("last_sign_in"));
  account.last_step = json.at("last_step").get<std::int64_t>();
  account.tries.count = json.at("wrong").get<int>();
  account.tries.wait_until = perhaps_instant_from(json.at("wait_until"));
  account.sealed = bytes_from(json.at("sealed"));
  return account;
}

}  // namespace

std::string to_stored(const StaffAccount& account) {
  const Json json = {{"id", account.id},
                     {"name", account.name},
                     {"login", account.login},
                     {"role", account.role},
                     {"state", name_of(account.state)},
                     {"created", account.created.time_since_epoch().count()},
                     {"created_by", account.created_by},
                     {"invitation", account.invitation},
                     {"invited_until", count_of(account.invited_until)},
                     {"last_sign_in", count_of(account.last_sign_in)},
                     {"last_step", account.last_step},
                     {"wrong", account.tries.count},
                     {"wait_until", count_of(account.tries.wait_until)},
                     {"sealed", to_base64(account.sealed)}};
  return json.dump();
}

Result<StaffAccount> staff_account_from_stored(std::string_view text) {
  try {
    return read_account(Json::parse(text));
  } catch (const Json::exception& fault) {
    return failed(ErrorCode::corrupt,
                  std::string("a stored account of staff does not read: ") + fault.what());
  }
}

std::string to_stored(const StaffSecrets& secrets) {
  const Json json = {{"password_hash", secrets.password_hash},
                     {"code_secret", to_base64(secrets.code_secret)}};
  return json.dump();
}

Result<StaffSecrets> staff_secrets_from_stored(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("password_hash") || !json.contains("code_secret")) {
    return failed(ErrorCode::corrupt, "the stored secrets of an account do not read");
  }
  return StaffSecrets{json.value("password_hash", ""), bytes_from(json["code_secret"])};
}

}  // namespace anban
