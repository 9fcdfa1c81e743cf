// SPDX-License-Identifier: Apache-2.0
// The report of a yearly audit of how minors' information is handled (O-131): what the evidence log
// and the persons as they now stand say of each duty, with the leaves that prove it. Counts and
// indexes of leaves only: nothing in it names a person.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "ports/journal.h"
#include "turn/turn.h"

namespace anban::api {

struct AuditOrder {
  int year = 0;
  std::string by;        // "self", "entrusted"
  std::string auditor;   // who made it
  std::string findings;  // the auditor's own words; may be empty
};

/// `checkpoint` covers the log as far as it is read. Errors: those of journal and vault.
Task<Result<nlohmann::json>> minors_audit_report(TurnDeps& deps, AuditOrder order,
                                                 Checkpoint checkpoint);

}  // namespace anban::api
