// SPDX-License-Identifier: Apache-2.0
// Trends meet findings: what a turn's detectors noticed, decided or not, is added to the person's
// summary (people/trend.h), and what has added up joins the findings of the turn, where the duties
// know it by its kind. It stands here because signals knows no person and people knows no finding.
#pragma once

#include "turn/turn.h"

namespace anban {

/// Adds findings by "trend/<name>@1" to turn.facts.about_person and puts the next summary into
/// turn.trends; change_state() keeps it. A repeat is told what its turn was told, and nothing is
/// counted. The caller holds the person's mutex; enter() has run.
void notice_trends(Turn& turn);

/// "trend@1" where one of the findings is a trend's, else empty.
std::string_view trend_version(const signals::Findings& findings);

}  // namespace anban
