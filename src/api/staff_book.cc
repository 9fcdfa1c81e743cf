// SPDX-License-Identifier: Apache-2.0
// Reading and writing accounts of staff.
#include "api/staff_book.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

constexpr const char* prefix = "staff/";

std::string purpose_of(const StaffAccount& account) { return "staff/" + account.id; }

template <class Fits>
Result<std::optional<StaffAccount>> first(StaffBook& book, const Fits& fits) {
  auto all = book.all();
  if (!all) return failed(all);
  const auto found = std::find_if(all->begin(), all->end(), fits);
  if (found == all->end()) return std::optional<StaffAccount>();
  return std::optional<StaffAccount>(std::move(*found));
}

}  // namespace

Result<std::vector<StaffAccount>> StaffBook::all() {
  const auto rows = journal_.settings(prefix);
  if (!rows) return failed(rows);
  std::vector<StaffAccount> all;
  for (const SettingRow& each : *rows) {
    auto account = staff_account_from_stored(each.value);
    if (!account) return failed(account);
    all.push_back(std::move(*account));
  }
  std::sort(all.begin(), all.end(), [](const StaffAccount& a, const StaffAccount& b) {
    return std::pair(a.created, a.id) < std::pair(b.created, b.id);
  });
  return all;
}

Result<std::optional<StaffAccount>> StaffBook::by_id(std::string_view id) {
  return first(*this, [&](const StaffAccount& each) {
    return each.id == id && each.state != StaffState::removed;
  });
}

Result<std::optional<StaffAccount>> StaffBook::by_login(std::string_view login) {
  return first(*this, [&](const StaffAccount& each) {
    return each.login == login && each.state != StaffState::removed;
  });
}

Result<std::optional<StaffAccount>> StaffBook::by_invitation(const Digest& look_up, Instant now) {
  const std::string wanted = to_hex(look_up.view());
  return first(*this, [&](const StaffAccount& each) {
    return each.invitation == wanted && may_enrol(each, now);
  });
}

SettingRow StaffBook::row(const StaffAccount& account) {
  return {prefix + account.id, to_stored(account)};
}

Result<StaffSecrets> StaffBook::secrets_of(const StaffAccount& account) {
  if (account.sealed.empty()) return StaffSecrets();
  const auto text = vault_.open(key_, purpose_of(account), account.sealed);
  if (!text) return failed(text);
  return staff_secrets_from_stored(*text);
}

void StaffBook::seal(StaffAccount& account, const StaffSecrets& secrets) {
  account.sealed = vault_.seal(key_, purpose_of(account), to_stored(secrets));
}

Result<void> StaffBook::end_sessions(const std::string& account,
                                     const std::optional<Digest>& spared, Transaction& record) {
  auto rows = journal_.credentials_of(account);
  if (!rows) return failed(rows);
  for (CredentialRow& each : *rows) {
    if (each.revoked || each.look_up == spared) continue;
    each.revoked = true;
    record.settings.push_back({Credentials::use_setting(each.look_up), ""});
    record.credentials.push_back(std::move(each));
  }
  return {};
}

Result<void> StaffBook::forget_old_uses(Instant now, Transaction& record) {
  const auto rows = journal_.settings(Credentials::use_prefix);
  if (!rows) return failed(rows);
  for (const SettingRow& each : *rows) {
    const auto last = parse_instant(each.value);
    if (!last || now - *last >= staff_session_most) record.settings.push_back({each.name, ""});
  }
  return {};
}

std::string invite(StaffAccount& account, Credentials& credentials, Instant now) {
  const Minted minted = credentials.mint("staff_invitation", account.id, "", std::nullopt);
  account.state = StaffState::invited;
  account.invitation = to_hex(minted.row.look_up.view());
  account.invited_until = now + staff_invitation_good_for;
  account.last_step = -1;
  account.tries = {};
  account.sealed.clear();
  return minted.secret;
}

Result<std::optional<FirstAdmin>> first_admin(StaffBook& book, Credentials& credentials,
                                              Entropy& entropy, Instant now) {
  const auto all = book.all();
  if (!all) return failed(all);
  const auto can_sign_in = [](const StaffAccount& each) {
    return each.role == "admin" && each.state == StaffState::active;
  };
  if (std::any_of(all->begin(), all->end(), can_sign_in)) return std::optional<FirstAdmin>();
  const auto waiting = std::find_if(all->begin(), all->end(), [](const StaffAccount& each) {
    return each.role == "admin" && each.state != StaffState::removed;
  });
  FirstAdmin first;
  if (waiting != all->end()) {
    first.account = *waiting;
  } else {
    first.account.id = new_id_text(staff_account_prefix, now, entropy);
    first.account.name = "管理员 Administrator";
    first.account.login = "admin";
    for (int i = 2;
         std::any_of(all->begin(), all->end(),
                     [&](const StaffAccount& each) { return each.login == first.account.login; });
         ++i) {
      first.account.login = "admin" + std::to_string(i);
    }
    first.account.role = "admin";
    first.account.created = now;
    first.account.created_by = "installation";
  }
  first.token = invite(first.account, credentials, now);
  return std::optional<FirstAdmin>(std::move(first));
}

std::string staff_leaf(std::string kind, const StaffAccount& account, const Caller& by,
                       Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = std::move(kind);
  leaf.at = now;
  leaf.actor = by.role.empty() ? account.role : by.role;
  leaf.facts = {{"account", account.id},
                {"role", account.role},
                {"by", by.key.text.empty() ? account.id : by.key.text}};
  return evidence::leaf_body(leaf);
}

Result<std::string> staff_name(Journal& journal, const std::string& id) {
  const bool is_account = id.starts_with(staff_account_prefix);
  const auto rows = journal.settings((is_account ? prefix : "staff_key/") + id);
  if (!rows) return failed(rows);
  if (rows->empty()) return id;
  const auto json = nlohmann::json::parse(rows->front().value, nullptr, false);
  const std::string name = json.is_object() ? json.value("name", "") : "";
  return name.empty() ? id : name;
}

WrongTries UnknownLogins::of(const Digest& login) {
  const std::lock_guard guard(mutex_);
  const auto known = tries_.find(login);
  return known == tries_.end() ? WrongTries() : known->second;
}

void UnknownLogins::count(const Digest& login, Instant now) {
  const std::lock_guard guard(mutex_);
  if (tries_.size() >= remembered_most && !tries_.contains(login)) {
    std::erase_if(tries_, [now](const auto& each) { return !must_wait(each.second, now); });
    if (tries_.size() >= remembered_most) tries_.clear();
  }
  WrongTries& tries = tries_[login];
  tries = after_wrong(tries, now);
}

void UnknownLogins::clear() {
  const std::lock_guard guard(mutex_);
  tries_.clear();
}

}  // namespace anban::api
