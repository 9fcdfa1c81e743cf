// SPDX-License-Identifier: Apache-2.0
// One try to carry out an order about a case (O-93): the case as it is stored now, what the rules
// make of it, and the one transaction with its leaf that does it.
#pragma once

#include <memory>
#include <optional>

#include "api/case_order.h"
#include "people/person.h"
#include "turn/turn.h"

namespace anban::api {

/// Who this caller is to colleagues.
CaseStaff staff_of(TurnDeps& deps, const Caller& caller);

enum class SandboxStaff { unknown, known };  // whether "sandbox-operator" is somebody

struct CaseAttempt {
  bool is_missing = false;               // 404
  std::optional<wire::Problem> problem;  // why not
  std::optional<Error> error;
  CaseRow before;
  CaseRow after;
  std::shared_ptr<Person> person;
  Transaction record;
  nlohmann::json words;  // of an unmasked turn
  bool tells = false;    // the outbox has something new
  bool ends_here() const { return is_missing || problem || error; }
};

CaseAttempt attempt_at(TurnDeps& deps, const CaseId& id, const CaseOrder& order,
                       const CaseStaff& by, SandboxStaff sandbox);

/// After it was stored: counts, and wakes the outbox.
void settle(TurnDeps& deps, const CaseAttempt& attempt);

/// The turns that belong to a case: from the window before its opening to its closing.
struct CaseTurns {
  static constexpr std::size_t most = 200;
  std::vector<MessageRow> rows;
  bool has_more = false;
};
/// Errors: those of the journal. Empty where nobody is registered.
Result<CaseTurns> turns_of(TurnDeps& deps, const CaseRow& row);

}  // namespace anban::api
