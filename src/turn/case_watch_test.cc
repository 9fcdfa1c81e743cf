// SPDX-License-Identifier: Apache-2.0
// When the next person on the roster is told of a case.
#include "turn/case_watch.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant opened{hours(500'000)};

CaseRow crisis() {
  CaseRow row;
  row.id = CaseId("cas_1");
  row.kind = "self_harm_intent";
  row.tier = 2;
  row.state = "open";
  row.opened = opened;
  return row;
}

OutboxRow told(const char* recipient, Milliseconds after) {
  OutboxRow row;
  row.recipient = recipient;
  row.created = opened + after;
  return row;
}

std::optional<Milliseconds> due(const CaseRow& row, const std::vector<OutboxRow>& contacts,
                                std::size_t people) {
  const auto at = escalation_due(row, contacts, people, Patience());
  if (!at) return std::nullopt;
  return *at - opened;
}

TEST(CaseWatch, FiveMinutesAreGivenToEachPersonOfTheRoster) {
  const OutboxRow guardian = told("guardian", minutes(0));
  EXPECT_EQ(due(crisis(), {guardian}, 2), minutes(5)) << "the guardian is none of the roster";
  EXPECT_EQ(due(crisis(), {guardian, told("on_call", minutes(1))}, 2), minutes(6));
}

TEST(CaseWatch, WhenAllWereToldTheFirstIsToldAgainEveryQuarterOfAnHour) {
  const std::vector<OutboxRow> both = {told("on_call", minutes(0)), told("on_call", minutes(5))};
  EXPECT_EQ(due(crisis(), both, 2), minutes(20));
  EXPECT_EQ(due(crisis(), both, 3), minutes(10));
  EXPECT_EQ(due(crisis(), {told("on_call", hours(72))}, 1), std::nullopt) << "not for ever";
}

TEST(CaseWatch, WhoeverTookTheCaseStopsIt) {
  for (const char* state : {"claimed", "closed"}) {
    CaseRow row = crisis();
    row.state = state;
    EXPECT_EQ(due(row, {}, 2), std::nullopt) << state;
  }
  CaseRow acknowledged = crisis();
  acknowledged.acknowledged = opened + minutes(1);
  EXPECT_EQ(due(acknowledged, {}, 2), std::nullopt);
}

TEST(CaseWatch, WhatCanWaitWakesNobody) {
  CaseRow loss = crisis();
  loss.kind = "property_loss";
  EXPECT_EQ(due(loss, {}, 2), std::nullopt);
  CaseRow call = crisis();
  call.kind = "elder_help";
  call.tier = 1;
  EXPECT_EQ(due(call, {}, 2), std::nullopt);
}

}  // namespace
}  // namespace anban
