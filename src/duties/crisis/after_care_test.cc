// SPDX-License-Identifier: Apache-2.0
// Levels and words by age (O-84 to O-91), escalation within the cool-down (O-87), and the days
// after (O-84, O-86).
#include "duties/crisis/after_care.h"

#include <gtest/gtest.h>

#include "duties/crisis/crisis_words.h"
#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using signals::Category;
using std::chrono::hours;

const pack::Params params;

TurnFacts saying(TurnFacts facts, Category category, std::string kind = {}) {
  hear(facts, category, std::move(kind));
  return facts;
}

Requirements crisis_of(const TurnFacts& facts) {
  Requirements required;
  crisis(facts, params, required);
  return required;
}

int level_told(const Requirements& required) {
  const Tell* card = told(required, "crisis.card");
  return card == nullptr ? -1 : card->level;
}

TurnFacts imminent(TurnFacts facts) {
  facts.is_imminent = true;
  return saying(std::move(facts), Category::crisis_tier2, "plan");
}

TEST(CrisisCard, TellsTheLevelFromOneToFour) {
  EXPECT_EQ(level_told(crisis_of(saying(adult(), Category::third_party_worry))), 1);
  EXPECT_EQ(level_told(crisis_of(saying(adult(), Category::crisis_tier1, "passive_wish"))), 2);
  EXPECT_EQ(level_told(crisis_of(saying(adult(), Category::property_loss, "loss"))), 2);
  EXPECT_EQ(level_told(crisis_of(saying(adult(), Category::crisis_tier2, "plan"))), 3);
  EXPECT_EQ(level_told(crisis_of(imminent(adult()))), 4);
  EXPECT_EQ(level_told(crisis_of(saying(adult(), Category::life_danger, "medical"))), 4);
  EXPECT_EQ(level_told(crisis_of(adult())), -1);
  EXPECT_EQ(level_of(CrisisKind::none, adult()), 0);
}

TEST(CrisisCard, KeepsItsLevelInsideTheWindow) {
  TurnFacts facts = adult();
  facts.person.state.crisis =
      CrisisWindow{facts.now + hours(1), CaseId("cas_1"), "self_harm_intent", {}, false, 4};
  EXPECT_EQ(level_told(crisis_of(saying(facts, Category::pressing))), 4);
  EXPECT_EQ(level_told(crisis_of(saying(facts, Category::crisis_tier2, "plan"))), 4);
  const Requirements later = crisis_of(saying(facts, Category::crisis_tier2, "plan"));
  EXPECT_EQ(first<OpenCrisisWindow>(later)->level, 4);
  EXPECT_EQ(level_told(crisis_of(facts)), 4);
  facts.now += hours(1);
  EXPECT_EQ(level_told(crisis_of(saying(facts, Category::crisis_tier2, "plan"))), 3);
}

TEST(CrisisWords, AreThoseOfAgeAndSituation) {
  const TurnFacts grown = adult();
  const TurnFacts young = minor();
  const TurnFacts old = person_of(70);
  const auto words = [](TurnFacts facts, Category category, std::string kind) {
    return std::string(answer(crisis_of(saying(std::move(facts), category, std::move(kind)))));
  };
  EXPECT_EQ(words(grown, Category::crisis_tier2, "plan"), "crisis.tier2.words");
  EXPECT_EQ(words(young, Category::crisis_tier2, "plan"), "crisis.tier2.minor_words");
  EXPECT_EQ(words(old, Category::crisis_tier2, "plan"), "crisis.tier2.elder_words");
  EXPECT_EQ(std::string(answer(crisis_of(imminent(young)))), "crisis.imminent.minor_words");
  EXPECT_EQ(words(old, Category::life_danger, "medical"), "crisis.medical.elder_words");
  EXPECT_EQ(words(young, Category::life_danger, "violence"), "crisis.violence.minor_words");
  EXPECT_EQ(words(grown, Category::property_loss, "fraud_underway"), "crisis.property_loss.words");
  EXPECT_EQ(words(grown, Category::property_loss, "loss"), "crisis.loss.words");
  EXPECT_EQ(words(old, Category::property_loss, "loss"), "crisis.loss.elder_words");
  EXPECT_EQ(words(grown, Category::extreme_emotion, "self_report"), "crisis.self_report.words");
  EXPECT_EQ(words(old, Category::crisis_tier1, ""), "crisis.tier1.elder_words");
}

TurnFacts told_an_hour_ago(TurnFacts facts, int level) {
  facts.person.state.last_contacted = facts.now - hours(1);
  facts.person.state.contacted_for_life = true;
  facts.person.state.contacted_level = level;
  return facts;
}

TEST(Escalation, TellsTheContactAgainWithinTheCoolDownOnlyWhereItIsGraver) {
  EXPECT_FALSE(
      has<Notify>(crisis_of(told_an_hour_ago(saying(adult(), Category::crisis_tier2, "plan"), 3))));
  EXPECT_TRUE(has<Notify>(crisis_of(told_an_hour_ago(imminent(adult()), 3))));
  EXPECT_FALSE(has<Notify>(crisis_of(told_an_hour_ago(imminent(adult()), 4))));
}

TEST(Escalation, TellsWhoeverIsOnCallTooWhereDangerIsImminent) {
  TurnFacts facts = told_an_hour_ago(imminent(adult()), 3);
  facts.has_on_call = true;
  const std::vector<Notify> notified = all_of<Notify>(crisis_of(facts));
  ASSERT_EQ(notified.size(), 2U);
  EXPECT_EQ(notified[0].recipient, "on_call");
  EXPECT_EQ(notified[1].recipient, "emergency_contact");
  TurnFacts intent = saying(adult(), Category::crisis_tier2, "plan");
  intent.has_on_call = true;
  EXPECT_EQ(all_of<Notify>(crisis_of(intent)).size(), 1U);
}

Requirements care_of(const TurnFacts& facts) {
  Requirements required;
  after_care(facts, required);
  return required;
}

TurnFacts days_after(int days) {
  TurnFacts facts = adult();
  facts.person.state.after_care =
      AfterCare{facts.now + params.crisis.aftercare_for, "self_harm_intent", facts.local.date};
  set_now(facts, facts.now + std::chrono::days(days));
  return facts;
}

TEST(AfterCare, SaysAGentleLineOnceADayWithTheHelpLine) {
  TurnFacts facts = days_after(1);
  const Requirements required = care_of(facts);
  ASSERT_NE(told(required, "notice.aftercare"), nullptr);
  EXPECT_EQ(told(required, "notice.aftercare")->text.name, "crisis.aftercare.line");
  EXPECT_EQ(told(required, "notice.aftercare")->in_words, Inline::behind);
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.aftercare");
  EXPECT_EQ(first<Reminded>(required)->which, Reminder::after_care);
  facts.person.state.after_care->told = facts.local.date;
  EXPECT_EQ(told(care_of(facts), "notice.aftercare"), nullptr);
  EXPECT_TRUE(has<Instruct>(care_of(facts)));  // the model is asked for care all the same
}

TEST(AfterCare, SaysNothingOnTheDayItselfNorWhenItIsOver) {
  EXPECT_EQ(told(care_of(days_after(0)), "notice.aftercare"), nullptr);
  EXPECT_TRUE(care_of(days_after(3)).empty());
  EXPECT_TRUE(care_of(adult()).empty());
  EXPECT_TRUE(care_of(stranger()).empty());
}

TEST(AfterCare, EndsByThePersonsWish) {
  const Requirements required = care_of(saying(days_after(1), Category::pressing, "no_more"));
  EXPECT_TRUE(has<EndAfterCare>(required));
  EXPECT_EQ(told(required, "notice.aftercare")->text.name, "crisis.aftercare.ended");
  EXPECT_FALSE(has<EndAfterCare>(care_of(saying(days_after(1), Category::pressing))));
}

TEST(AfterCare, IsSilentBesideACrisisAndInItsWindow) {
  EXPECT_TRUE(care_of(saying(days_after(1), Category::crisis_tier1)).empty());
  TurnFacts facts = days_after(1);
  facts.person.state.crisis = CrisisWindow{facts.now + hours(1), CaseId("cas_1"), "", {}, false, 3};
  EXPECT_TRUE(care_of(facts).empty());
  EXPECT_TRUE(care_of(saying(facts, Category::pressing, "no_more")).empty());
}

TEST(AfterCare, SpeaksToMinorsAndOfMoneyInOtherWords) {
  TurnFacts facts = minor();
  facts.person.state.after_care =
      AfterCare{facts.now + hours(48), "self_harm_intent", LocalDate{2026, 7, 31}};
  EXPECT_EQ(told(care_of(facts), "notice.aftercare")->text.name, "crisis.aftercare.minor_line");
  TurnFacts lost = days_after(1);
  lost.person.state.after_care->kind = "property_loss";
  EXPECT_EQ(told(care_of(lost), "notice.aftercare")->text.name, "crisis.aftercare.loss_line");
}

}  // namespace
}  // namespace anban::duties
