// SPDX-License-Identifier: Apache-2.0
// Days of the audit.
#include "duties/minors/audit.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace anban::duties {
namespace {

constexpr std::array<const char*, 5> states{"not_due", "due", "reported", "missed",
                                            "reported_late"};
constexpr std::array<const char*, 4> reminders{"first", "second", "last", "missed"};

std::chrono::sys_days days_of(LocalDate date) {
  return std::chrono::year_month_day{std::chrono::year(date.year),
                                     std::chrono::month(static_cast<unsigned>(date.month)),
                                     std::chrono::day(static_cast<unsigned>(date.day))};
}

/// Days from `today` to the due day; negative once it is over.
int days_left(int year, LocalDate today, const pack::Params& params) {
  return static_cast<int>((days_of(audit_due(year, params)) - days_of(today)).count());
}

}  // namespace

const char* name_of(AuditState state) { return states[static_cast<std::size_t>(state)]; }
const char* name_of(AuditReminder reminder) {
  return reminders[static_cast<std::size_t>(reminder)];
}

LocalDate audit_due(int year, const pack::Params& params) {
  return {year + 1, 1, params.minors.audit_report_by};
}

AuditState audit_state(int year, LocalDate today, std::optional<LocalDate> submitted,
                       const pack::Params& params) {
  const LocalDate due = audit_due(year, params);
  if (submitted) return *submitted <= due ? AuditState::reported : AuditState::reported_late;
  if (today > due) return AuditState::missed;
  const bool near = days_left(year, today, params) <= params.minors.audit_first_reminder;
  return near ? AuditState::due : AuditState::not_due;
}

std::optional<AuditReminder> audit_reminder(int year, LocalDate today,
                                            const std::vector<AuditReminder>& given,
                                            const pack::Params& params) {
  const int left = days_left(year, today, params);
  std::optional<AuditReminder> owed;
  if (left <= params.minors.audit_first_reminder) owed = AuditReminder::first;
  if (left <= params.minors.audit_second_reminder) owed = AuditReminder::second;
  if (left <= 0) owed = AuditReminder::last;
  if (left < 0) owed = AuditReminder::missed;
  // One that came later speaks for those before it.
  const bool said = owed && std::any_of(given.begin(), given.end(),
                                        [&](AuditReminder each) { return each >= *owed; });
  return said ? std::nullopt : owed;
}

}  // namespace anban::duties
