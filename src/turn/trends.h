// SPDX-License-Identifier: Apache-2.0
// Trends meet findings: what a turn's detectors noticed, decided or not, is added to the person's
// summary (people/trend.h), and what has added up joins the findings of the turn, where the duties
// know it by its kind. It stands here because signals knows no person and people knows no finding.
#pragma once

#include "turn/turn.h"

namespace anban {

/// The rules as the pack sets them.
TrendRules trend_rules(const pack::Params& params);

/// Adds findings by "trend/<name>@1" to turn.facts.about_person and puts the next summary into
/// turn.trends; change_state() keeps it. A repeat is told what its turn was told, and nothing is
/// counted. The caller holds the person's mutex; enter() has run.
void notice_trends(Turn& turn);

/// How far the words of a finished reply cater (O-29), 0 to 1: what their reader says, or the
/// strongest `sycophancy` that the screen found. Looks at the first reply_looked_at_most bytes; to
/// be called outside every lock.
double catering_of(const Turn& turn, std::string_view reply);
inline constexpr std::size_t reply_looked_at_most = 8192;  // more adds time and no other answer

/// Adds a finished reply to the person's summary. The caller holds the person's mutex.
void notice_reply(const Turn& turn, double caters, LiveState& state);

/// "trend@1" where one of the findings is a trend's, else empty.
std::string_view trend_version(const signals::Findings& findings);

}  // namespace anban
