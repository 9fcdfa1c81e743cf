// SPDX-License-Identifier: Apache-2.0
// What is kept of the yearly audits of minors' information (O-131), and the round that reminds of
// them. Reminders, report and submission are rows of their own, so that no writer undoes another.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "duties/minors/audit.h"
#include "turn/turn.h"

namespace anban {

struct MinorsAudit {
  int year = 0;
  std::vector<duties::AuditReminder> given;
  nlohmann::json report = nullptr;      // {"text", "made", …}; null: none was made
  nlohmann::json submission = nullptr;  // {"on", "authority", …}; null: not handed in
  std::optional<LocalDate> submitted() const;
};

/// The audit of that year, empty where nothing is kept. Errors: those of the journal.
Result<MinorsAudit> minors_audit(Journal& journal, int year);
enum class AuditPart { reminders, report, submission };
SettingRow minors_audit_row(int year, AuditPart part, const nlohmann::json& value);

/// The first year that is owed: that of the first record, else this one.
Result<int> first_audited_year(TurnDeps& deps);
/// Today where the pack is at home.
LocalDate audit_today(TurnDeps& deps);

/// Writes the reminders that are due today, with their messages to who is on call, and counts the
/// years that are late. False where the store did not answer: to be called again.
Task<bool> remind_of_minors_audits(TurnDeps& deps);

}  // namespace anban
