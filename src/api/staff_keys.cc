// SPDX-License-Identifier: Apache-2.0
// Keys of the people who work for the operator: an administrator makes one for each of them, with
// the role that they have, and takes it back. A secret is shown once and never stored.
#include <algorithm>
#include <array>

#include "api/api.h"
#include "api/body_fields.h"
#include "evidence/leaf.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::string_view, 6> roles = {"operator", "lead",    "officer",
                                                   "admin",    "auditor", "inspector"};
constexpr std::size_t name_most = 64;  // bytes
constexpr std::size_t keys_most = 1000;
constexpr std::string_view setting_prefix = "staff_key/";

struct NewKey {
  std::string role;
  std::string name;
};

std::expected<NewKey, Faults> read_new_key(const Json& body) {
  Faults faults;
  NewKey key;
  for (const auto& [field, value] : body.items()) {
    if (field == "role" && value.is_string()) {
      key.role = value.get<std::string>();
    } else if (field == "name" && value.is_string()) {
      key.name = value.get<std::string>();
    } else if (field == "role" || field == "name") {
      faults.push_back({field, "must be a string"});
    } else {
      faults.push_back({field, "is not known here"});
    }
  }
  const bool told = !faults.empty();
  if (!told && std::find(roles.begin(), roles.end(), key.role) == roles.end()) {
    faults.push_back({"role", "must be operator, lead, officer, admin, auditor or inspector"});
  }
  if (!told && (key.name.empty() || key.name.size() > name_most)) {
    faults.push_back({"name", "says whose key it is, in 1 to 64 bytes"});
  }
  if (!faults.empty()) return std::unexpected(std::move(faults));
  return key;
}

std::string leaf_of(std::string kind, const Caller& by, const KeyId& key, const std::string& role,
                    Instant now) {
  evidence::ActLeaf leaf;
  leaf.kind = std::move(kind);
  leaf.at = now;
  leaf.actor = by.role;
  leaf.facts = {{"key", key.text}, {"role", role}, {"by", by.key.text}};
  return evidence::leaf_body(leaf);
}

/// Every key of staff, the oldest first, with whose it is.
Result<std::vector<std::pair<CredentialRow, std::string>>> all_keys(Journal& journal) {
  std::vector<std::pair<CredentialRow, std::string>> all;
  const auto names = journal.settings(std::string(setting_prefix));
  if (!names) return failed(names);
  for (const std::string_view role : roles) {
    auto rows = journal.credentials_of(std::string(role));
    if (!rows) return failed(rows);
    for (CredentialRow& row : *rows) {
      if (row.kind != "staff" || row.revoked) continue;
      const std::string setting = std::string(setting_prefix) + row.id.text;
      const auto named = std::find_if(names->begin(), names->end(),
                                      [&](const SettingRow& each) { return each.name == setting; });
      std::string name;
      if (named != names->end()) name = Json::parse(named->value).value("name", "");
      all.emplace_back(std::move(row), std::move(name));
    }
  }
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.created, a.first.id.text) <
           std::pair(b.first.created, b.first.id.text);
  });
  return all;
}

Json key_json(const CredentialRow& row, const std::string& name) {
  return {{"object", "staff_key"},
          {"id", row.id.text},
          {"role", row.subject},
          {"name", name},
          {"created", to_text(row.created)}};
}

}  // namespace

Task<void> Api::get_staff_keys(Call& call) {
  const auto keys = all_keys(turn().journal);
  if (!keys) return answer_unavailable(call, keys.error());
  Json data = Json::array();
  for (const auto& [row, name] : *keys) data.push_back(key_json(row, name));
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::post_staff_key(Call& call) {
  const auto json = object_in(call);
  auto wanted = json ? read_new_key(*json) : std::unexpected(Faults());
  const auto known = all_keys(turn().journal);
  std::optional<wire::Problem> wrong;
  if (!json) {
    wrong = json.error();
  } else if (!wanted) {
    wrong = faulty(std::move(wanted.error()));
  } else if (known && known->size() >= keys_most) {
    wrong = problem(403, "There are a thousand keys", "Take back those that nobody needs.");
  }
  if (wrong || !known) {
    auto answering =
        wrong ? answer_problem(call, std::move(*wrong)) : answer_unavailable(call, known.error());
    co_await std::move(answering);
    co_return;
  }
  const Instant now = turn().clock.now();
  const Minted minted = deps_.credentials.mint("staff", wanted->role, "", std::nullopt);
  Transaction record;
  record.credentials.push_back(minted.row);
  record.settings.push_back({std::string(setting_prefix) + minted.row.id.text,
                             Json{{"name", wanted->name}, {"by", call.caller.key.text}}.dump()});
  record.leaves.push_back(
      {leaf_of("staff_key.made", call.caller, minted.row.id, wanted->role, now)});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  Json answer = key_json(minted.row, wanted->name);
  answer["key"] = minted.secret;
  auto answering =
      committed ? answer_json(call, 201, answer) : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

Task<void> Api::delete_staff_key(Call& call) {
  const auto keys = all_keys(turn().journal);
  if (!keys) {
    auto answering = answer_unavailable(call, keys.error());
    co_await std::move(answering);
    co_return;
  }
  const auto chosen = std::find_if(keys->begin(), keys->end(), [&](const auto& each) {
    return each.first.id.text == call.names[0];
  });
  const auto admins = std::count_if(keys->begin(), keys->end(),
                                    [](const auto& each) { return each.first.subject == "admin"; });
  const bool last_admin = chosen != keys->end() && chosen->first.subject == "admin" && admins == 1;
  if (chosen == keys->end() || last_admin) {
    auto answering = last_admin
                         ? answer_problem(call, problem(403, "This is the last administrator's key",
                                                        "Make another administrator's key first."))
                         : answer_not_found(call);
    co_await std::move(answering);
    co_return;
  }
  Transaction record;
  CredentialRow row = chosen->first;
  row.revoked = true;
  record.credentials.push_back(row);
  record.settings.push_back({std::string(setting_prefix) + row.id.text, ""});
  record.leaves.push_back(
      {leaf_of("staff_key.revoked", call.caller, row.id, row.subject, turn().clock.now())});
  auto committing = turn().journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (committed) deps_.credentials.forget_cached();
  auto answering = committed ? answer_json(call, 200, key_json(row, chosen->second))
                             : answer_unavailable(call, committed.error());
  co_await std::move(answering);
}

}  // namespace anban::api
