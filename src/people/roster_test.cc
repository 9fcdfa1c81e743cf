// SPDX-License-Identifier: Apache-2.0
// Who is on call when, and who comes next.
#include "people/roster.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::hours;
const Instant start{hours(500'000)};

Roster roster() {
  Roster out;
  for (const char* name : {"王芳", "李强", "赵敏"}) out.members.push_back({"", name, "sms", "1"});
  out.shifts = {{start, start + hours(8), 2, {0}},
                {start + hours(8), start + hours(16), 1, {2, 0}}};
  return out;
}

using Indices = std::vector<std::size_t>;

TEST(Roster, TheShiftSaysWhoIsFirstAndWhoComesThen) {
  EXPECT_EQ(on_duty(roster(), start), (Indices{2, 0}));
  EXPECT_EQ(on_duty(roster(), start + hours(8) - Milliseconds(1)), (Indices{2, 0}));
  EXPECT_EQ(on_duty(roster(), start + hours(8)), (Indices{1, 2, 0}))
      << "a shift ends before its end";
}

TEST(Roster, OutsideEveryShiftEverybodyIsTold) {
  EXPECT_EQ(on_duty(roster(), start - hours(1)), (Indices{0, 1, 2}));
  EXPECT_EQ(on_duty(roster(), start + hours(16)), (Indices{0, 1, 2}));
  EXPECT_EQ(on_duty(Roster(), start), Indices());
}

TEST(Roster, SaysWhenDutyChanges) {
  EXPECT_EQ(duty_changes(roster(), start - hours(1)), start);
  EXPECT_EQ(duty_changes(roster(), start), start + hours(8));
  EXPECT_EQ(duty_changes(roster(), start + hours(9)), start + hours(16));
  EXPECT_EQ(duty_changes(roster(), start + hours(16)), std::nullopt);
}

TEST(Roster, EverybodyIsToldOnceThenTheFirstAgain) {
  const auto position = [](std::size_t told) { return escalation_step(told, 3).position; };
  EXPECT_EQ(position(0), 0U);
  EXPECT_EQ(position(1), 1U);
  EXPECT_EQ(position(2), 2U);
  EXPECT_EQ(position(3), 0U);
  EXPECT_EQ(position(9), 0U);
  EXPECT_FALSE(escalation_step(1, 3).is_through);
  EXPECT_TRUE(escalation_step(2, 3).is_through);
  EXPECT_TRUE(escalation_step(0, 0).is_through);
}

TEST(Roster, AddressesAreShownInPart) {
  EXPECT_EQ(shown_address("sms", "13800138000"), "138****8000");
  EXPECT_EQ(shown_address("sms", "110"), "****");
  EXPECT_EQ(shown_address("email", "wang@example.com"), "w***@example.com");
  EXPECT_EQ(shown_address("webhook", "https://hooks.example.com/T0/secret?x=1"),
            "https://hooks.example.com/…");
}

TEST(Roster, IsStoredWhole) {
  EXPECT_EQ(*roster_from_stored(to_stored(roster())), roster());
  for (const char* bad : {"", "{}", R"({"members":[{}],"shifts":[]})"}) {
    EXPECT_EQ(roster_from_stored(bad).error().code, ErrorCode::corrupt) << bad;
  }
}

}  // namespace
}  // namespace anban
