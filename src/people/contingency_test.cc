// SPDX-License-Identifier: Apache-2.0
// When a drill is due, and what is kept of plans and drills.
#include "people/contingency.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

constexpr const char* zone = "Asia/Shanghai";

ContingencyPlan plan() {
  const Instant at = *parse_instant("2026-08-01T10:00:00+08:00");
  return {"outage", {{"停电", "先叫值班的人", "key_1", at}}, 30};
}

Drill drill(const char* held) {
  return {"drl_1",
          *parse_date(held),
          {"王芳", "李强"},
          "=1+1 \"慢\"",
          1,
          "key_1",
          *parse_instant("2026-08-20T10:00:00Z")};
}

TEST(Contingency, ADrillIsDueBehindTheLastOneOrBehindThePlanItself) {
  EXPECT_EQ(to_text(drill_due(plan(), {}, zone)), "2026-08-31");
  EXPECT_EQ(to_text(drill_due(plan(), {drill("2026-08-20"), drill("2026-08-10")}, zone)),
            "2026-09-19");
  EXPECT_EQ(to_text(drill_due(plan(), {drill("2026-01-01")}, zone)), "2026-08-31")
      << "a drill of before the plan is none of it";
}

TEST(Contingency, IsStoredWhole) {
  EXPECT_EQ(*plan_from_stored(to_stored(plan())), plan());
  EXPECT_EQ(*drill_from_stored(to_stored(drill("2026-08-20"))), drill("2026-08-20"));
  for (const char* bad : {"", "{}", R"({"id":"a","drill_every":1,"versions":[]})"}) {
    EXPECT_EQ(plan_from_stored(bad).error().code, ErrorCode::corrupt) << bad;
    EXPECT_EQ(drill_from_stored(bad).error().code, ErrorCode::corrupt) << bad;
  }
}

TEST(Contingency, ASpreadsheetRunsNothingOfAnExport) {
  EXPECT_EQ(drills_csv({drill("2026-08-20")}),
            "id,held,version,participants,findings,recorded,by\r\n"
            "\"drl_1\",2026-08-20,1,\"王芳; 李强\",\"'=1+1 \"\"慢\"\"\","
            "2026-08-20T10:00:00.000Z,\"key_1\"\r\n");
}

}  // namespace
}  // namespace anban
