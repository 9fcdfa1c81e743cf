// SPDX-License-Identifier: Apache-2.0
// Who a secret belongs to.
#include "api/credentials.h"

#include <algorithm>
#include <array>
#include <utility>

#include "people/staff_account.h"

namespace anban::api {
namespace {

constexpr std::string_view bearer = "Bearer ";

/// Of an account of staff; the other keys of staff have a role as their subject.
bool is_session(const CredentialRow& row) {
  return row.kind == "staff" && row.subject.starts_with(staff_account_prefix);
}

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
  } else if (is_session(row)) {
    caller.kind = CallerKind::staff;
    caller.role = std::exchange(caller.scopes, {});
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

std::optional<Caller> Credentials::remembered(const std::string& token, AskedBy by, Instant now) {
  const std::lock_guard guard(mutex_);
  const auto known = known_.find(token);
  if (known == known_.end() || now >= known->second.until) return std::nullopt;
  const auto begun = known->second.begun;
  if (begun && !takes_use(token, by, *begun, now)) return std::nullopt;
  return known->second.caller;
}

bool Credentials::takes_use(const std::string& token, AskedBy by, Instant begun, Instant now) {
  const auto use = used_.find(token);
  if (use == used_.end() || !session_is_open(begun, use->second.last, now)) return false;
  if (by == AskedBy::person) use->second.last = std::max(use->second.last, now);
  return true;
}

Result<void> Credentials::recall_use(const std::string& token, const CredentialRow& row) {
  {
    const std::lock_guard guard(mutex_);
    if (used_.contains(token)) return {};
  }
  const auto rows = journal_.settings(use_setting(row.look_up));
  if (!rows) return failed(rows);
  Instant last = row.created;
  if (!rows->empty()) last = parse_instant(rows->front().value).value_or(last);
  const std::lock_guard guard(mutex_);
  if (used_.size() >= cached_most) used_.clear();
  used_.try_emplace(token, Use{row.look_up, last, last});
  return {};
}

Result<std::optional<Caller>> Credentials::caller(std::string_view authorization, AskedBy by) {
  if (!authorization.starts_with(bearer)) return std::optional<Caller>();
  const std::string token(authorization.substr(bearer.size()));
  if (token.empty() || token.size() > 256) return std::optional<Caller>();
  if (auto sandboxed = sandbox_caller(token)) return sandboxed;
  const Instant now = clock_.now();
  if (auto known = remembered(token, by, now)) return known;
  const auto row = journal_.credential(look_up(token));
  if (!row) return failed(row);
  // A wrong key is not remembered: guessing must not fill memory.
  if (!*row || !opens(**row, now)) return std::optional<Caller>();
  Known known{caller_from(**row), now + cached_for};
  if ((*row)->expires) known.until = std::min(known.until, *(*row)->expires);
  if (is_session(**row)) {
    if (const auto recalled = recall_use(token, **row); !recalled) return failed(recalled);
    known.begun = (*row)->created;
  }
  const std::lock_guard guard(mutex_);
  if (known.begun && !takes_use(token, by, *known.begun, now)) return std::optional<Caller>();
  if (known_.size() >= cached_most) known_.clear();
  known_[token] = known;
  return known.caller;
}

Digest Credentials::look_up_of(std::string_view authorization) const {
  if (authorization.starts_with(bearer)) authorization.remove_prefix(bearer.size());
  return look_up(authorization);
}

std::string Credentials::use_setting(const Digest& look_up) {
  return use_prefix + to_hex(look_up.view());
}

std::optional<SettingRow> Credentials::use_to_store(std::string_view authorization) {
  if (!authorization.starts_with(bearer)) return std::nullopt;
  const std::lock_guard guard(mutex_);
  const auto use = used_.find(std::string(authorization.substr(bearer.size())));
  if (use == used_.end() || use->second.last - use->second.stored < use_stored_every) {
    return std::nullopt;
  }
  use->second.stored = use->second.last;
  return SettingRow{use_setting(use->second.look_up), to_text(use->second.last)};
}

Minted Credentials::mint_staff_session(const std::string& account, std::string role) {
  Minted minted = mint("staff", account, std::move(role), clock_.now() + staff_session_most);
  minted.row.id = KeyId(account);
  return minted;
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
  if (kind == "staff_invitation") prefix = "si_";
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
