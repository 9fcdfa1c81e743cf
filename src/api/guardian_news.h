// SPDX-License-Identifier: Apache-2.0
// What a guardian's act leaves behind: a row of the change log that both sides read, a notice for
// the child, a message to the other guardian, a leaf of evidence. No words of a conversation.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "people/person.h"
#include "turn/turn.h"

namespace anban::api {

/// One change as the log keeps it.
struct ChangeRecord {
  std::string id;  // "chg_…"
  Instant at;
  std::string by;     // a guardian's id, or "operator"
  std::string field;  // of SettingField, or "link"
  nlohmann::json before;
  nlohmann::json after;
  Change effect = Change::tightened;
  Instant in_force_from;
  std::optional<Instant> taken_back = {};
};

/// The row "guardian_change".
KeptRow change_row(TurnDeps& deps, const Person& person, const ChangeRecord& change);
/// Oldest first. Errors: those of journal and vault.
Result<std::vector<ChangeRecord>> changes_of(TurnDeps& deps, const Person& person);
nlohmann::json change_json(const ChangeRecord& change, Instant now);

/// The row by which a guardian's children are found.
KeptRow guardian_row(TurnDeps& deps, const Person& person, const std::string& guardian);
/// A row of any kind, sealed.
KeptRow kept_row(TurnDeps& deps, const Person& person, std::string kind, std::string id,
                 const nlohmann::json& body);

enum class News { changed, loosening, taken_back, unlinking };
/// Tells the child (a notice with the next reply) and every bound guardian but `by`. The caller
/// holds person.mutex. Returns the event for clients that listen.
std::string announce(TurnDeps& deps, Person& person, const pack::Pack& pack, const std::string& by,
                     News news, Transaction& record);

/// The leaf of an act about guardians; facts are names and ids.
LeafRow act_leaf(TurnDeps& deps, const Person& person, std::string kind, std::string actor,
                 std::vector<std::pair<std::string, std::string>> facts);
/// The same of an act that is about nobody in particular.
LeafRow act_leaf_of_all(TurnDeps& deps, std::string kind, std::string actor,
                        std::vector<std::pair<std::string, std::string>> facts);

}  // namespace anban::api
