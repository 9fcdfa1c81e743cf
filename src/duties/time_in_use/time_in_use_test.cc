// SPDX-License-Identifier: Apache-2.0
// The two-hour reminder (Art. 18 para. 2; O-98, O-99).
#include "duties/time_in_use/time_in_use.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using std::chrono::hours;
using std::chrono::minutes;

Requirements require(const TurnFacts& facts, const pack::Params& params = {}) {
  Requirements required;
  time_in_use(facts, params, required);
  return required;
}

TurnFacts after(Milliseconds continuous, Milliseconds reminded_at = Milliseconds(0)) {
  TurnFacts facts = adult();
  facts.person.state.use.continuous = continuous;
  facts.person.state.use.reminded_at = reminded_at;
  return facts;
}

TEST(TimeInUse, RemindsOnceEveryTwoHours) {
  const Requirements required = require(after(hours(2)));
  const Tell* tell = told(required, "notice.two_hours");
  ASSERT_NE(tell, nullptr);
  EXPECT_EQ(tell->amount, "2");
  EXPECT_EQ(tell->display, Display::dialog);
  ASSERT_TRUE(has<Reminded>(required));
  EXPECT_EQ(first<Reminded>(required)->at, hours(2));
  EXPECT_EQ(first<Reminded>(required)->which, Reminder::two_hours);
  EXPECT_TRUE(require(after(hours(4) - Milliseconds(1), hours(2))).empty());
  EXPECT_EQ(told(require(after(hours(4), hours(2))), "notice.two_hours")->amount, "4");
}

TEST(TimeInUse, DoesNotRemindBeforeTwoHoursAreOver) {
  EXPECT_TRUE(require(after(hours(2) - std::chrono::seconds(1))).empty());
  EXPECT_TRUE(require(after(hours(2) - Milliseconds(1))).empty());
  EXPECT_TRUE(require(after(Milliseconds(0))).empty());
}

TEST(TimeInUse, RemindsLateRatherThanNever) {
  const Requirements required = require(after(hours(2) + minutes(14)));
  EXPECT_EQ(first<Reminded>(required)->at, hours(2));  // the next is due at four hours
}

TEST(TimeInUse, NeverRefusesNorAnswersInTheModelsPlace) {
  const Requirements required = require(after(hours(6)));
  EXPECT_FALSE(has<Refuse>(required));
  EXPECT_FALSE(has<Answer>(required));
  EXPECT_FALSE(has<EndSession>(required));
}

TEST(TimeInUse, IsSilentForRepeatsAndStrangers) {
  TurnFacts repeated = after(hours(2));
  repeated.repeated = true;
  EXPECT_TRUE(require(repeated).empty());
  TurnFacts unknown = stranger();
  unknown.person.state.use.continuous = hours(2);
  EXPECT_TRUE(require(unknown).empty());
}

TEST(TimeInUse, AsksToPauseOnlyWhereThePackSaysSo) {
  pack::Params draft;
  draft.time_in_use.pause_wording = true;
  EXPECT_EQ(told(require(after(hours(2)), draft), "notice.two_hours")->text.name,
            "notice.two_hours.pause_body");
  EXPECT_EQ(told(require(after(hours(2))), "notice.two_hours")->text.name, "notice.two_hours.body");
}

TEST(TimeInUse, RequiresTheSameWhileThePackIsAdvisory) {
  TurnFacts facts = after(hours(2));
  facts.force = pack::Force::advisory;
  EXPECT_EQ(require(facts).size(), require(after(hours(2))).size());
}

}  // namespace
}  // namespace anban::duties
