// SPDX-License-Identifier: Apache-2.0
// The calendar of the yearly audit of how minors' information is handled (O-131; Minors Regulations
// Art. 37): a report on each year goes to the city's cyberspace administration by the end of the
// next January. Who answers for it is reminded before, and told once it is late. Pure.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "pack/params.h"

namespace anban::duties {

enum class AuditState { not_due, due, reported, missed, reported_late };
const char* name_of(AuditState state);

/// The last day on which the report on `year` is in time.
LocalDate audit_due(int year, const pack::Params& params);
AuditState audit_state(int year, LocalDate today, std::optional<LocalDate> submitted,
                       const pack::Params& params);

enum class AuditReminder { first, second, last, missed };
const char* name_of(AuditReminder reminder);
/// The one that is to be given today: the latest that has come and was not given, so that a server
/// that was down for long says one thing, not four. Nothing for a year that is reported.
std::optional<AuditReminder> audit_reminder(int year, LocalDate today,
                                            const std::vector<AuditReminder>& given,
                                            const pack::Params& params);

}  // namespace anban::duties
