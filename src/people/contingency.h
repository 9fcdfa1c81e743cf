// SPDX-License-Identifier: Apache-2.0
// Contingency plans and the drills of them (O-46): what is kept, and when the next drill is due.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"

namespace anban {

/// A version is never changed; the next one follows it.
struct PlanVersion {
  std::string title;
  std::string text;
  std::string by;  // id of a key of staff
  Instant at;
  friend bool operator==(const PlanVersion&, const PlanVersion&) = default;
};

struct ContingencyPlan {
  std::string id;
  std::vector<PlanVersion> versions;  // the oldest first; at least one
  int drill_every = 180;              // days
  friend bool operator==(const ContingencyPlan&, const ContingencyPlan&) = default;
};

struct Drill {
  std::string id;
  LocalDate held;
  std::vector<std::string> participants;
  std::string findings;
  std::size_t version = 1;  // of the plan that was drilled
  std::string by;
  Instant at;
  friend bool operator==(const Drill&, const Drill&) = default;
};

/// The day by which the next drill is owed: drill_every behind the last one held, or behind the day
/// on which the plan was first put.
LocalDate drill_due(const ContingencyPlan& plan, const std::vector<Drill>& drills,
                    std::string_view time_zone);

/// RFC 4180, a line a drill, with a head; a cell that a spreadsheet would take for a formula begins
/// with an apostrophe.
std::string drills_csv(const std::vector<Drill>& drills);

std::string to_stored(const ContingencyPlan& plan);
std::string to_stored(const Drill& drill);
/// Errors: corrupt.
Result<ContingencyPlan> plan_from_stored(std::string_view text);
Result<Drill> drill_from_stored(std::string_view text);

}  // namespace anban
