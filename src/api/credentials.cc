// SPDX-License-Identifier: Apache-2.0
// Who a secret belongs to.
#include "api/credentials.h"

#include <array>

namespace anban::api {
namespace {

constexpr std::string_view bearer = "Bearer ";

Caller caller_from(const CredentialRow& row) {
  Caller caller;
  caller.key = row.id;
  caller.scopes = row.scopes;
  if (row.kind == "personal") {
    caller.kind = CallerKind::personal;
    caller.person = PersonRef(row.subject);
  } else if (row.kind == "guardian") {
    caller.kind = CallerKind::guardian;
    caller.guardian = GuardianId(row.subject);
  } else if (row.kind == "staff") {
    caller.kind = CallerKind::staff;
    caller.role = row.subject;
  }
  return caller;
}

bool opens(const CredentialRow& row, Instant now) {
  const bool is_key =
      row.kind == "app" || row.kind == "personal" || row.kind == "guardian" || row.kind == "staff";
  return is_key && !row.revoked && (!row.expires || now < *row.expires);
}

}  // namespace

std::optional<Caller> Credentials::sandbox_caller(std::string_view token) const {
  constexpr std::string_view prefix = "sandbox-";
  constexpr std::string_view guardian = "guardian-";
  if (sandbox_ != SandboxTokens::accepted || !token.starts_with(prefix)) return std::nullopt;
  const std::string_view role = token.substr(prefix.size());
  Caller caller;
  caller.key = KeyId(std::string(token));
  if (role == "app") return caller;
  if (role.starts_with(guardian)) {
    caller.kind = CallerKind::guardian;
    caller.guardian = GuardianId(std::string(role.substr(guardian.size())));
    return caller;
  }
  for (const std::string_view known :
       {"operator", "lead", "officer", "admin", "auditor", "inspector"}) {
    if (role != known) continue;
    caller.kind = CallerKind::staff;
    caller.role = role;
    return caller;
  }
  return std::nullopt;
}

Result<std::optional<Caller>> Credentials::caller(std::string_view authorization) {
  if (!authorization.starts_with(bearer)) return std::optional<Caller>();
  const std::string token(authorization.substr(bearer.size()));
  if (token.empty() || token.size() > 256) return std::optional<Caller>();
  if (auto sandboxed = sandbox_caller(token)) return sandboxed;
  const Instant now = clock_.now();
  {
    const std::lock_guard guard(mutex_);
    const auto known = known_.find(token);
    if (known != known_.end() && now < known->second.until) return known->second.caller;
  }
  const auto row = journal_.credential(look_up(token));
  if (!row) return failed(row);
  std::optional<Caller> caller;
  if (*row && opens(**row, now)) caller = caller_from(**row);
  Instant until = now + cached_for;
  if (*row && (*row)->expires) until = std::min(until, *(*row)->expires);
  const std::lock_guard guard(mutex_);
  if (known_.size() >= cached_most) known_.clear();
  // A wrong key is not remembered: guessing must not fill memory.
  if (caller) known_[token] = Known{caller, until};
  return caller;
}

Minted Credentials::mint(const std::string& kind, std::string subject, std::string scopes,
                         std::optional<Instant> expires) {
  std::array<unsigned char, 24> random{};
  entropy_.fill(random);
  std::string prefix = "ak_";
  if (kind == "personal") prefix = "pk_";
  if (kind == "guardian") prefix = "gs_";
  if (kind == "setup") prefix = "su_";
  if (kind == "staff") prefix = "st_";
  if (kind == "identity") prefix = "id_";
  Minted minted;
  minted.secret =
      prefix + to_base64url({reinterpret_cast<const char*>(random.data()), random.size()});
  minted.row.look_up = look_up(minted.secret);
  minted.row.kind = kind;
  minted.row.id = new_id<KeyId>("key_", clock_.now(), entropy_);
  minted.row.subject = std::move(subject);
  minted.row.scopes = std::move(scopes);
  minted.row.created = clock_.now();
  minted.row.expires = expires;
  return minted;
}

Minted Credentials::mint_code(std::string subject, Instant expires) {
  static constexpr std::string_view letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // 32
  std::array<unsigned char, 8> random{};
  entropy_.fill(random);
  Minted minted;
  for (const unsigned char byte : random) minted.secret.push_back(letters[byte % letters.size()]);
  minted.row.look_up = look_up(minted.secret);
  minted.row.kind = "confirmation";
  minted.row.id = new_id<KeyId>("key_", clock_.now(), entropy_);
  minted.row.subject = std::move(subject);
  minted.row.created = clock_.now();
  minted.row.expires = expires;
  return minted;
}

void Credentials::forget_cached() {
  const std::lock_guard guard(mutex_);
  known_.clear();
}

}  // namespace anban::api
