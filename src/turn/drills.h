// SPDX-License-Identifier: Apache-2.0
// What is kept of contingency plans and their drills (O-46), and the round that tells whoever is on
// call once where a drill is overdue. Plan, drills and reminder are settings of their own, sealed,
// so that no writer undoes another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "people/contingency.h"
#include "turn/turn.h"

namespace anban {

/// All plans, by id. Errors: those of the journal, denied, corrupt.
Result<std::vector<ContingencyPlan>> contingency_plans(const TurnDeps& deps);
/// Of one plan, the oldest first.
Result<std::vector<Drill>> drills_of(const TurnDeps& deps, const std::string& plan);
SettingRow plan_row(const TurnDeps& deps, const ContingencyPlan& plan);
SettingRow drill_row(const TurnDeps& deps, const std::string& plan, const Drill& drill);

struct DrillStanding {
  LocalDate due;
  bool overdue = false;
};
DrillStanding drill_standing(const TurnDeps& deps, const ContingencyPlan& plan,
                             const std::vector<Drill>& drills);

/// How many plans have a drill that is overdue.
Result<std::uint64_t> drills_overdue(const TurnDeps& deps);
/// Tells of each that is overdue once. False where the store did not answer: to be called again.
Task<bool> remind_of_drills(TurnDeps& deps);

}  // namespace anban
