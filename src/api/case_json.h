// SPDX-License-Identifier: Apache-2.0
// A case as staff see it (O-93), and as the person's side sees that somebody cares: never a word of
// a conversation, never an address.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "people/care_case.h"
#include "people/person.h"
#include "turn/turn.h"

namespace anban::api {

/// The person of a case; null where nobody is registered or they were erased.
Result<std::shared_ptr<Person>> person_of_case(TurnDeps& deps, const CaseRow& row);

/// Errors: those of journal and vault.
Result<nlohmann::json> case_json(TurnDeps& deps, const CaseRow& row);

/// How far somebody was told: {"state","recipient","channel","attempts","changed","withheld"}.
nlohmann::json attempt_json(const OutboxRow& row);
/// The one contact that says most: who was reached, else the newest that was tried.
const OutboxRow* telling_contact(const std::vector<OutboxRow>& rows);

/// `care` of GET users/{id}: the case that is open for this person, with the card that stays until
/// it is resolved; null where there is none. The caller holds person.mutex.
nlohmann::json care_json(TurnDeps& deps, const Person& person, const pack::Pack& pack);

}  // namespace anban::api
