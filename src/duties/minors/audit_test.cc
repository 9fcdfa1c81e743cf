// SPDX-License-Identifier: Apache-2.0
// The audit's days: 1 December, 15 January, 31 January, and late from 1 February on (O-131).
#include "duties/minors/audit.h"

#include <gtest/gtest.h>

namespace anban::duties {
namespace {

const pack::Params params;

std::optional<AuditReminder> on(LocalDate day, const std::vector<AuditReminder>& given = {}) {
  return audit_reminder(2026, day, given, params);
}

TEST(Audit, RemindsOnFirstDecemberFifteenthAndLastOfJanuary) {
  EXPECT_EQ(on({2026, 11, 30}), std::nullopt);
  EXPECT_EQ(on({2026, 12, 1}), AuditReminder::first);
  EXPECT_EQ(on({2027, 1, 14}, {AuditReminder::first}), std::nullopt);
  EXPECT_EQ(on({2027, 1, 15}, {AuditReminder::first}), AuditReminder::second);
  EXPECT_EQ(on({2027, 1, 30}, {AuditReminder::first, AuditReminder::second}), std::nullopt);
  EXPECT_EQ(on({2027, 1, 31}, {AuditReminder::second}), AuditReminder::last);
  EXPECT_EQ(on({2027, 2, 1}, {AuditReminder::last}), AuditReminder::missed);
}

TEST(Audit, SaysEachReminderOnceAndOneAtATime) {
  EXPECT_EQ(on({2026, 12, 1}, {AuditReminder::first}), std::nullopt);
  EXPECT_EQ(on({2027, 1, 20}), AuditReminder::second);  // the server was down in December
  EXPECT_EQ(on({2027, 1, 20}, {AuditReminder::second}), std::nullopt);
  EXPECT_EQ(on({2027, 6, 1}, {AuditReminder::missed}), std::nullopt);
}

TEST(Audit, IsMissedOnceTheDayIsOverAndOnlyWithoutAReport) {
  EXPECT_EQ(audit_state(2026, {2026, 11, 30}, std::nullopt, params), AuditState::not_due);
  EXPECT_EQ(audit_state(2026, {2026, 12, 1}, std::nullopt, params), AuditState::due);
  EXPECT_EQ(audit_state(2026, {2027, 1, 31}, std::nullopt, params), AuditState::due);
  EXPECT_EQ(audit_state(2026, {2027, 2, 1}, std::nullopt, params), AuditState::missed);
  const LocalDate in_time{2027, 1, 31};
  EXPECT_EQ(audit_state(2026, {2027, 3, 1}, in_time, params), AuditState::reported);
  const LocalDate late{2027, 2, 1};
  EXPECT_EQ(audit_state(2026, {2027, 3, 1}, late, params), AuditState::reported_late);
}

}  // namespace
}  // namespace anban::duties
