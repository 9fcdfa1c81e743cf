// SPDX-License-Identifier: Apache-2.0
// Minor mode (Art. 14; O-28, O-112, O-117 to O-119): characters, the day's quota, the night to the
// second, reminders of reality, and that adults meet none of it.
#include "duties/minors/minors.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const pack::Params params;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  minors(facts, params, required);
  return required;
}

TurnFacts at(TurnFacts facts, std::string_view time) {
  const std::string text = "2026-08-01T" + std::string(time) + "+08:00";
  set_now(facts, parse_instant(text).value());
  return facts;
}

TurnFacts used(TurnFacts facts, Milliseconds today) {
  facts.person.state.use.today_used = today;
  return facts;
}

TurnFacts with_partner(TurnFacts facts) {
  facts.character.intimate = true;
  return facts;
}

TEST(Minors, BarPartnersAndRelativesBelowEighteenAndNotAtEighteen) {
  const Requirements barred = require(with_partner(person_of(17)));
  EXPECT_EQ(refusal(barred), "anban_character_barred");
  EXPECT_NE(told(barred, "character.blocked"), nullptr);
  EXPECT_TRUE(require(with_partner(person_of(18))).empty());
}

TEST(Minors, BarPartnersInMinorModeByChoiceOrSuspicion) {
  TurnFacts chosen = with_partner(adult());
  chosen.person.profile.minor_mode_chosen = true;
  settle(chosen);
  EXPECT_EQ(refusal(require(chosen)), "anban_character_barred");
  TurnFacts suspected = with_partner(adult());
  suspected.person.state.suspected_minor = noon;
  settle(suspected);
  EXPECT_EQ(refusal(require(suspected)), "anban_character_barred");
}

TEST(Minors, BarCharactersThatAreTooOld) {
  TurnFacts older = minor();
  older.character.min_age = 16;
  EXPECT_EQ(refusal(require(older)), "anban_character_barred");
  older.character.min_age = 15;
  EXPECT_EQ(refusal(require(older)), "");
}

TEST(Minors, RedirectIntimacyWithoutAskingTheModel) {
  TurnFacts facts = minor();
  hear(facts, signals::Category::intimacy_request);
  EXPECT_EQ(answer(require(facts)), "minors.intimacy_redirect");
  EXPECT_EQ(answer(require(minor())), "");
  TurnFacts grown = adult();
  hear(grown, signals::Category::intimacy_request);
  EXPECT_TRUE(require(grown).empty());
}

TEST(Minors, HaveEveryClauseJudgedAndTheModelInstructed) {
  const Requirements required = require(minor());
  EXPECT_TRUE(has<HoldClauses>(required));
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.minor");
}

TEST(Minors, TreatAStrangerAsAMinorButCountNothing) {
  const Requirements required = require(stranger());
  EXPECT_TRUE(has<HoldClauses>(required));
  EXPECT_FALSE(has<StopAt>(required));
  EXPECT_FALSE(has<Refuse>(required));
}

TEST(Night, BeginsAtTenAndEndsAtSixToTheSecond) {
  EXPECT_EQ(refusal(require(at(minor(), "21:59:59"))), "");
  EXPECT_EQ(refusal(require(at(minor(), "22:00:00"))), "anban_night");
  EXPECT_EQ(refusal(require(at(minor(), "00:00:00"))), "anban_night");
  EXPECT_EQ(refusal(require(at(minor(), "05:59:59"))), "anban_night");
  EXPECT_EQ(refusal(require(at(minor(), "06:00:00"))), "");
}

TEST(Night, IsNoMatterForAdults) { EXPECT_TRUE(require(at(adult(), "23:00:00")).empty()); }

TEST(Night, MayLieWithinOneDay) {
  pack::Params daytime;
  daytime.minors.night_from = hours(1);
  daytime.minors.night_until = hours(5);
  EXPECT_FALSE(is_night(minutes(59), daytime));
  EXPECT_TRUE(is_night(hours(1), daytime));
  EXPECT_TRUE(is_night(hours(5) - seconds(1), daytime));
  EXPECT_FALSE(is_night(hours(5), daytime));
}

TEST(Quota, IsAnHourBelowSixteenAndTwoHoursFromThenOn) {
  EXPECT_EQ(quota_of(15, params), hours(1));
  EXPECT_EQ(quota_of(16, params), hours(2));
}

TEST(Quota, EndsExactlyWhenItIsUsedUp) {
  EXPECT_EQ(refusal(require(used(minor(), hours(1) - Milliseconds(1)))), "");
  EXPECT_EQ(refusal(require(used(minor(), hours(1)))), "anban_quota");
  EXPECT_EQ(refusal(require(used(person_of(16), hours(1)))), "");
  EXPECT_EQ(refusal(require(used(person_of(16), hours(2)))), "anban_quota");
  EXPECT_TRUE(require(used(adult(), hours(9))).empty());
}

TEST(Quota, OfASuspectedMinorIsThatOfTheYoung) {
  TurnFacts facts = used(adult(), hours(1));
  facts.person.state.suspected_minor = noon;
  settle(facts);
  EXPECT_EQ(refusal(require(facts)), "anban_quota");
  facts.person.state.use.today_used = hours(1) - minutes(1);
  EXPECT_EQ(refusal(require(facts)), "");
}

TEST(Quota, SaysWhenItIsNearlyUsedUp) {
  EXPECT_EQ(told(require(used(minor(), minutes(50) - Milliseconds(1))), "limit.near"), nullptr);
  const Requirements near = require(used(minor(), minutes(50)));
  ASSERT_NE(told(near, "limit.near"), nullptr);
  EXPECT_EQ(told(near, "limit.near")->amount, "10");
  const Requirements nearest = require(used(minor(), hours(1) - Milliseconds(1)));
  EXPECT_EQ(told(nearest, "limit.near")->amount, "1");  // never "0 minutes"
}

TEST(StopAt, IsTheEndOfTheQuotaOrNightfallWhicheverIsFirst) {
  const Requirements by_quota = require(used(minor(), minutes(40)));
  ASSERT_TRUE(has<StopAt>(by_quota));
  EXPECT_EQ(first<StopAt>(by_quota)->when, noon + minutes(20));
  EXPECT_EQ(first<StopAt>(by_quota)->text.name, "limit.reached.body");
  const TurnFacts late = at(used(minor(), minutes(10)), "21:30:00");
  const Requirements by_night = require(late);
  EXPECT_EQ(first<StopAt>(by_night)->when, late.now + minutes(30));
  EXPECT_EQ(first<StopAt>(by_night)->text.name, "limit.night.body");
  EXPECT_FALSE(has<StopAt>(require(adult())));
}

TEST(StopAt, FindsTheNextNightAfterTheOneThatHasBegun) {
  const TurnFacts facts = at(person_of(16), "23:00:00");
  EXPECT_EQ(served_until(facts, params), facts.now + hours(2));  // the quota; night is a day away
  EXPECT_EQ(served_until(used(facts, hours(5)), params), facts.now);
}

TEST(RealityReminder, ComesOnceEveryHalfHour) {
  TurnFacts facts = minor();
  facts.person.state.use.continuous = minutes(30) - Milliseconds(1);
  EXPECT_EQ(told(require(facts), "notice.break"), nullptr);
  facts.person.state.use.continuous = minutes(30);
  const Requirements due = require(facts);
  ASSERT_NE(told(due, "notice.break"), nullptr);
  ASSERT_TRUE(has<Reminded>(due));
  EXPECT_EQ(first<Reminded>(due)->at, minutes(30));
  EXPECT_EQ(first<Reminded>(due)->which, Reminder::reality);
  facts.person.state.use.reality_reminded_at = minutes(30);
  facts.person.state.use.continuous = minutes(59);
  EXPECT_EQ(told(require(facts), "notice.break"), nullptr);
  facts.person.state.use.continuous = hours(1);
  EXPECT_NE(told(require(facts), "notice.break"), nullptr);
}

TEST(RealityReminder, IsNotGivenForARepeatNorToAdults) {
  TurnFacts facts = minor();
  facts.person.state.use.continuous = minutes(30);
  facts.repeated = true;
  EXPECT_EQ(told(require(facts), "notice.break"), nullptr);
  TurnFacts grown = adult();
  grown.person.state.use.continuous = minutes(30);
  EXPECT_TRUE(require(grown).empty());
}

TurnFacts seeming_young(TurnFacts facts) {
  hear(facts, signals::Category::minor_implicit, std::string(signals::added_up));
  return facts;
}

TEST(GuardiansQuota, IsTheDaysLimitWhereItIsLess) {
  TurnFacts facts = used(minor(), minutes(20) - seconds(1));
  facts.person.guardian.quota = minutes(20);
  EXPECT_EQ(refusal(require(facts)), "");
  EXPECT_EQ(first<StopAt>(require(facts))->when, facts.now + seconds(1));
  facts.person.state.use.today_used = minutes(20);
  EXPECT_EQ(refusal(require(facts)), "anban_quota");
  facts.person.guardian.quota = hours(5);  // the age's limit stands
  EXPECT_EQ(refusal(require(facts)), "");
  facts.person.state.use.today_used = hours(1);
  EXPECT_EQ(refusal(require(facts)), "anban_quota");
}

TEST(GuardiansHours, StopAReplyWhenTheyEnd) {
  TurnFacts facts = at(minor(), "19:50:00");
  facts.person.guardian.hours = AllowedHours{hours(8), hours(20)};
  EXPECT_EQ(first<StopAt>(require(facts))->when, facts.now + minutes(10));
  EXPECT_EQ(first<StopAt>(require(facts))->text.name, "limit.hours.body");
  facts.person.guardian.hours = AllowedHours{hours(8), hours(24)};
  EXPECT_EQ(first<StopAt>(require(facts))->text.name, "limit.reached.body");
}

TEST(SuspectedMinors, AreThoseWhoseSignsAddedUp) {
  const Requirements required = require(seeming_young(adult()));
  EXPECT_TRUE(has<SuspectMinor>(required));
  ASSERT_NE(told(required, "mode.changed"), nullptr);
  EXPECT_EQ(told(required, "mode.changed")->text.name, "mode.suspected.body");
  EXPECT_EQ(told(required, "mode.changed")->amount, "3");  // days within which an appeal is decided
  EXPECT_FALSE(has<Refuse>(required));                     // this turn is still answered
}

TEST(SuspectedMinors, AreToldGoodbyeAtOnceByACharacterForAdults) {
  TurnFacts facts = seeming_young(adult());
  facts.character.min_age = 18;
  const Requirements required = require(facts);
  EXPECT_EQ(answer(required), "mode.suspected.goodbye");
  EXPECT_TRUE(has<EndSession>(required));
  EXPECT_EQ(told(required, "mode.changed")->in_words, Inline::none);
  facts.character.min_age = 17;
  EXPECT_FALSE(has<EndSession>(require(facts)));
}

TEST(SuspectedMinors, AreNotSentAwayInDanger) {
  TurnFacts facts = with_partner(seeming_young(adult()));
  Requirements required = {{Duty::crisis, 87, Answer{"soothed", {}}}};
  minors(facts, pack::Params(), required);
  EXPECT_FALSE(has<EndSession>(required));
  EXPECT_TRUE(has<SuspectMinor>(required));
}

TEST(SuspectedMinors, HaveTheCharactersOfTheUnderSixteenBand) {
  TurnFacts facts = adult();
  facts.person.state.suspected_minor = noon;
  settle(facts);
  facts.character.min_age = 15;
  EXPECT_EQ(refusal(require(facts)), "");
  facts.character.min_age = 16;
  EXPECT_EQ(refusal(require(facts)), "anban_character_barred");
}

TEST(AgeTiers, WithholdACharacterAboveThePersonsTier) {
  TurnFacts child = person_of(14);
  child.character.min_age = 16;
  const Requirements required = require(child);
  EXPECT_EQ(refusal(required), "anban_character_barred");
  EXPECT_EQ(told(required, "character.blocked")->amount, "16");  // the tier, for the record
  child.character.min_age = 12;
  EXPECT_EQ(refusal(require(child)), "");
  TurnFacts grown = adult();
  grown.character.min_age = 18;
  EXPECT_EQ(refusal(require(grown)), "");
}

TEST(SuspectedMinors, AreNotMadeByOneMessage) {
  TurnFacts facts = adult();
  hear(facts, signals::Category::minor_explicit, "age");
  hear(facts, signals::Category::minor_implicit, "school");
  EXPECT_TRUE(require(facts).empty());
}

TEST(SuspectedMinors, AreNotSuspectedTwiceNorWhenKnownNorWhenUnknown) {
  EXPECT_FALSE(has<SuspectMinor>(require(seeming_young(minor()))));
  TurnFacts suspected = adult();
  suspected.person.state.suspected_minor = noon;
  settle(suspected);
  EXPECT_FALSE(has<SuspectMinor>(require(seeming_young(suspected))));
  EXPECT_FALSE(has<SuspectMinor>(require(seeming_young(stranger()))));
  TurnFacts repeated = adult();
  repeated.repeated = true;
  EXPECT_FALSE(has<SuspectMinor>(require(seeming_young(repeated))));
}

}  // namespace
}  // namespace anban::duties
