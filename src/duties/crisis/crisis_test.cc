// SPDX-License-Identifier: Apache-2.0
// Crisis (Art. 13; O-84 to O-91, O-95): what is tier 2 and what is not, what each tier requires,
// the window after tier 2, and what a failed detector means. Who is told: whom_to_tell_test.cc.
#include "duties/crisis/crisis.h"

#include <array>

#include <gtest/gtest.h>

#include "duties/test_facts.h"
#include "pack/text_keys.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using signals::Category;

const pack::Params params;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  crisis(facts, params, required);
  return required;
}

TurnFacts saying(TurnFacts facts, Category category, std::string kind = {}) {
  hear(facts, category, std::move(kind));
  return facts;
}

TurnFacts in_window(TurnFacts facts) {
  facts.person.state.crisis =
      CrisisWindow{facts.now + Milliseconds(1), CaseId("cas_1"), "", TurnId("trn_0"), false};
  return facts;
}

TEST(Crisis, RequiresNothingOfAnOrdinaryTurn) {
  EXPECT_TRUE(require(adult()).empty());
  EXPECT_TRUE(require(minor()).empty());
  EXPECT_TRUE(require(stranger()).empty());
}

TEST(Crisis, TellsTheContactAndAnswersInTheModelsPlaceAtTierTwo) {
  const Requirements required = require(saying(adult(), Category::crisis_tier2, "plan"));
  const Notify* notify = first<Notify>(required);
  ASSERT_NE(notify, nullptr);
  EXPECT_EQ(notify->recipient, "emergency_contact");
  EXPECT_EQ(notify->event, "crisis.contact");
  EXPECT_EQ(notify->subject.name, "contact.crisis.subject");
  EXPECT_EQ(answer(required), "crisis.tier2.words");
  EXPECT_EQ(first<Answer>(required)->outcome, "soothed");
  ASSERT_NE(told(required, "crisis.card"), nullptr);
  EXPECT_EQ(told(required, "crisis.card")->severity, Severity::critical);
  ASSERT_NE(told(required, "contact.requested"), nullptr);
  EXPECT_EQ(told(required, "contact.requested")->text.name, "crisis.contact.pending");
  ASSERT_NE(first<OpenCase>(required), nullptr);
  EXPECT_EQ(first<OpenCase>(required)->kind, "self_harm_intent");
  EXPECT_EQ(first<OpenCase>(required)->tier, 2);
  ASSERT_NE(first<OpenCrisisWindow>(required), nullptr);
  EXPECT_EQ(first<OpenCrisisWindow>(required)->until, noon + params.crisis.window);
}

TEST(Crisis, TellsOthersBeforeItSpeaksToThePerson) {
  const Requirements required = require(saying(adult(), Category::crisis_tier2));
  std::size_t notified = required.size();
  std::size_t answered = 0;
  for (std::size_t i = 0; i < required.size(); ++i) {
    if (std::holds_alternative<Notify>(required[i].effect)) notified = i;
    if (std::holds_alternative<Answer>(required[i].effect)) answered = i;
  }
  EXPECT_LT(notified, answered);
}

TEST(Crisis, SpeaksToAMinorInTheirWordsAndTellsTheGuardian) {
  const Requirements required = require(saying(minor(), Category::crisis_tier2));
  EXPECT_EQ(answer(required), "crisis.tier2.minor_words");
  EXPECT_EQ(first<Notify>(required)->recipient, "guardian");
}

TEST(Crisis, NeverTellsAnybodyAtTierOne) {
  for (const TurnFacts& facts : {adult(), minor(), stranger()}) {
    const Requirements required = require(saying(facts, Category::crisis_tier1, "extreme_emotion"));
    EXPECT_FALSE(has<Notify>(required));
    EXPECT_FALSE(has<OpenCase>(required));
    EXPECT_FALSE(has<OpenCrisisWindow>(required));
    EXPECT_TRUE(answer(required).starts_with("crisis.tier1."));
    EXPECT_TRUE(has<HoldClauses>(required));
    EXPECT_NE(told(required, "crisis.card"), nullptr);
  }
}

TEST(Crisis, LetsTheModelAnswerAQuestionAtTierOneBehindItsOwnWords) {
  TurnFacts facts = saying(adult(), Category::crisis_tier1, "extreme_emotion");
  facts.asks_something = true;
  const Requirements required = require(facts);
  EXPECT_FALSE(has<Answer>(required));
  ASSERT_NE(told(required, "notice.boundary"), nullptr);
  EXPECT_EQ(told(required, "notice.boundary")->text.name, "crisis.tier1.words");
  EXPECT_EQ(told(required, "notice.boundary")->in_words, Inline::before);
  ASSERT_NE(first<Instruct>(required), nullptr);
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.care");
}

TEST(Crisis, TakesAMinorsPassiveWishForTierTwoAndAnAdultsForTierOne) {
  const auto wish = [](TurnFacts facts) {
    return saying(std::move(facts), Category::crisis_tier1, "passive_wish");
  };
  EXPECT_EQ(crisis_kind(wish(person_of(17))), CrisisKind::self_harm);
  EXPECT_TRUE(has<Notify>(require(wish(person_of(17)))));
  EXPECT_EQ(crisis_kind(wish(person_of(18))), CrisisKind::tier1);
  EXPECT_FALSE(has<Notify>(require(wish(person_of(18)))));
  TurnFacts suspected = wish(adult());
  suspected.person.state.suspected_minor = noon;
  EXPECT_EQ(crisis_kind(suspected), CrisisKind::self_harm);
  EXPECT_EQ(crisis_kind(wish(stranger())), CrisisKind::tier1);
}

TEST(Crisis, DoesNotTakeAMinorsSadnessForAWishToDie) {
  EXPECT_EQ(crisis_kind(saying(minor(), Category::crisis_tier1, "extreme_emotion")),
            CrisisKind::tier1);
  TurnFacts undecided = minor();
  undecided.about_person.push_back(heard(Category::crisis_tier1, "passive_wish"));
  undecided.about_person.back().decided = false;
  EXPECT_EQ(crisis_kind(undecided), CrisisKind::none);
}

TEST(Crisis, HelpsWhoWorriesAboutSomebodyElseAndTellsNobody) {
  const TurnFacts facts = saying(minor(), Category::third_party_worry);
  EXPECT_EQ(crisis_kind(facts), CrisisKind::third_party);
  const Requirements required = require(facts);
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<OpenCase>(required));
  EXPECT_FALSE(has<Answer>(required));  // the model may explain more
  EXPECT_EQ(told(required, "notice.boundary")->text.name, "crisis.third_party.minor_words");
}

struct DangerRow {
  Category category;
  const char* kind;
  CrisisKind is;
  const char* words;
  const char* case_kind;
  const char* subject;
  int obligation;
};

TEST(Crisis, AnswersEachDangerWithItsOwnWordsAndNumber) {
  static constexpr std::array<DangerRow, 6> rows = {{
      {Category::life_danger, "disaster", CrisisKind::life_danger, "crisis.life_danger.words",
       "life_danger", "contact.life_danger.subject", 88},
      {Category::life_danger, "medical", CrisisKind::medical, "crisis.medical.words",
       "medical_emergency", "contact.life_danger.subject", 88},
      {Category::life_danger, "overdose", CrisisKind::medical, "crisis.medical.words",
       "medical_emergency", "contact.life_danger.subject", 88},
      {Category::life_danger, "violence", CrisisKind::violence, "crisis.violence.words", "violence",
       "contact.life_danger.subject", 88},
      {Category::life_danger, "threatened", CrisisKind::violence, "crisis.violence.words",
       "violence", "contact.life_danger.subject", 88},
      {Category::property_loss, "", CrisisKind::property_loss, "crisis.property_loss.words",
       "property_loss", "contact.property_loss.subject", 89},
  }};
  for (const DangerRow& row : rows) {
    const TurnFacts facts = saying(adult(), row.category, row.kind);
    EXPECT_EQ(crisis_kind(facts), row.is) << row.kind;
    EXPECT_TRUE(is_tier2(row.is));
    const Requirements required = require(facts);
    EXPECT_EQ(answer(required), row.words);
    EXPECT_EQ(first<OpenCase>(required)->kind, row.case_kind);
    EXPECT_EQ(first<Notify>(required)->subject.name, row.subject);
    EXPECT_EQ(required.front().obligation, row.obligation);
  }
}

TEST(Crisis, HearsTheGravestOfSeveral) {
  TurnFacts facts = saying(adult(), Category::property_loss);
  hear(facts, Category::third_party_worry);
  hear(facts, Category::crisis_tier1, "extreme_emotion");
  EXPECT_EQ(crisis_kind(facts), CrisisKind::property_loss);
  hear(facts, Category::life_danger, "medical");
  EXPECT_EQ(crisis_kind(facts), CrisisKind::medical);
  hear(facts, Category::crisis_tier2, "plan");
  EXPECT_EQ(crisis_kind(facts), CrisisKind::self_harm);
}

TEST(Crisis, AddsNothingWhenATurnIsRepeated) {
  TurnFacts facts = saying(adult(), Category::crisis_tier2);
  facts.repeated = true;
  const Requirements required = require(facts);
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<OpenCase>(required));
  EXPECT_FALSE(has<OpenCrisisWindow>(required));
  EXPECT_EQ(answer(required), "crisis.tier2.words");  // the help is given all the same
  EXPECT_EQ(told(required, "contact.requested"), nullptr);
}

TEST(Crisis, TellsTheContactAgainOnlyAfterADay) {
  TurnFacts facts = saying(adult(), Category::crisis_tier2);
  facts.person.state.last_contacted = noon - params.crisis.contact_again_after + Milliseconds(1);
  EXPECT_FALSE(has<Notify>(require(facts)));
  EXPECT_TRUE(has<OpenCase>(require(facts)));
  facts.person.state.last_contacted = noon - params.crisis.contact_again_after;
  EXPECT_TRUE(has<Notify>(require(facts)));
}

TEST(Crisis, TellsAContactWhoHeardOfALossThatALifeIsInDanger) {
  TurnFacts facts = saying(adult(), Category::crisis_tier2);
  facts.person.state.last_contacted = noon - std::chrono::hours(1);
  facts.person.state.contacted_for_life = false;
  EXPECT_TRUE(has<Notify>(require(facts)));
  TurnFacts loss = saying(adult(), Category::property_loss);
  loss.person.state = facts.person.state;
  EXPECT_FALSE(has<Notify>(require(loss)));
}

TEST(Crisis, TellsThePersonOnCallWhereNobodyElseIsKnown) {
  const Requirements required = require(saying(stranger(), Category::crisis_tier2));
  ASSERT_TRUE(has<Notify>(required));
  EXPECT_EQ(first<Notify>(required)->recipient, "on_call");
  EXPECT_EQ(first<Notify>(required)->event, "crisis.case");
  EXPECT_EQ(first<Notify>(required)->text.name, "on_call.case.body");
  EXPECT_EQ(told(required, "contact.requested")->text.name, "crisis.contact.unavailable");
  EXPECT_EQ(answer(required), "crisis.tier2.words");
}

TEST(Crisis, AnswersWithWordsAloneWhereSomebodyElseIsInDangerNow) {
  TurnFacts facts = saying(adult(), Category::third_party_worry);
  facts.asks_something = true;
  EXPECT_FALSE(has<Answer>(require(facts)));
  facts.is_imminent = true;
  EXPECT_EQ(answer(require(facts)), "crisis.third_party.words");
  EXPECT_FALSE(has<Notify>(require(facts)));
}

TEST(CrisisWindow, KeepsTheModelSilentOnPressing) {
  const Requirements required = require(saying(in_window(adult()), Category::pressing));
  EXPECT_EQ(answer(required), "crisis.window.words");
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<OpenCase>(required));
  EXPECT_EQ(told(required, "crisis.card")->severity, Severity::critical);
}

TEST(CrisisWindow, KeepsTheModelSilentOnCrisisWords) {
  const auto sad = saying(in_window(adult()), Category::crisis_tier1, "extreme_emotion");
  EXPECT_EQ(answer(require(sad)), "crisis.window.words");
  EXPECT_EQ(answer(require(saying(in_window(adult()), Category::crisis_tier2))),
            "crisis.tier2.words");
}

TEST(CrisisWindow, PutsTheHelpLineBehindEveryOtherReplyAndHoldsClauses) {
  TurnFacts facts = in_window(adult());
  facts.another_matter = true;
  const Requirements required = require(facts);
  EXPECT_FALSE(has<Answer>(required));
  const Tell* line = told(required, "crisis.card");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->in_words, Inline::behind);
  EXPECT_EQ(line->text.name, "crisis.window.line");
  EXPECT_TRUE(has<HoldClauses>(required));
  EXPECT_EQ(first<Instruct>(required)->text.name, "instruct.care");
}

TEST(CrisisWindow, TakesWhatIsNotAnotherMatterAsPressing) {
  TurnFacts facts = in_window(adult());
  EXPECT_EQ(answer(require(facts)), "crisis.window.words");
  EXPECT_FALSE(has<Answer>(require(saying(facts, Category::exit)))) << "leaving has its own answer";
  facts.person.state.crisis->kind = "property_loss";
  EXPECT_FALSE(has<Answer>(require(facts))) << "a loss leaves time to talk";
}

TEST(CrisisWindow, HelpsWithSomebodyElsesCrisisToo) {
  const Requirements required = require(saying(in_window(adult()), Category::third_party_worry));
  EXPECT_EQ(told(required, "notice.boundary")->text.name, "crisis.third_party.words");
  EXPECT_EQ(all_of<Tell>(required).back().in_words, Inline::behind);
}

TEST(CrisisWindow, KeepsOneCaseForOneDanger) {
  TurnFacts facts = saying(in_window(adult()), Category::crisis_tier2);
  facts.person.state.crisis->kind = "self_harm_intent";
  EXPECT_FALSE(has<OpenCase>(require(facts)));
  EXPECT_TRUE(has<OpenCrisisWindow>(require(facts)));  // it begins anew
  facts.person.state.crisis->kind = "property_loss";
  EXPECT_TRUE(has<OpenCase>(require(facts)));
  facts.person.state.crisis->kind = "self_harm_intent";
  facts.person.state.crisis->until = noon;
  EXPECT_TRUE(has<OpenCase>(require(facts)));
}

TEST(CrisisWindow, IsOverAtItsEnd) {
  TurnFacts facts = saying(in_window(adult()), Category::pressing);
  facts.person.state.crisis->until = noon;
  EXPECT_TRUE(require(facts).empty());
  TurnFacts unknown = in_window(stranger());
  EXPECT_TRUE(require(unknown).empty());
}

TEST(FailedDetector, IsTierOneForAnAdultWithTheWholeReplyHeld) {
  TurnFacts facts = adult();
  facts.detector_failed = true;
  const Requirements required = require(facts);
  EXPECT_TRUE(has<HoldWhole>(required));
  EXPECT_FALSE(has<Answer>(required));
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<OpenCase>(required));
  EXPECT_EQ(told(required, "notice.boundary")->text.name, "crisis.degraded.words");
}

TEST(FailedDetector, EndsTheTurnWithWordsForAMinorAndAStranger) {
  for (TurnFacts facts : {minor(), stranger()}) {
    facts.detector_failed = true;
    const Requirements required = require(facts);
    EXPECT_EQ(answer(required), "crisis.degraded.words");
    EXPECT_FALSE(has<Notify>(required));
    EXPECT_NE(told(required, "crisis.card"), nullptr);
  }
}

TEST(FailedDetector, DoesNotHideWhatTheOthersHeard) {
  TurnFacts facts = saying(adult(), Category::crisis_tier2);
  facts.detector_failed = true;
  EXPECT_TRUE(has<Notify>(require(facts)));
}

TEST(CrisisKinds, HaveNamesAndTiers) {
  EXPECT_STREQ(case_name(CrisisKind::third_party), "third_party_worry");
  EXPECT_STREQ(case_name(CrisisKind::tier1), "extreme_emotion");
  EXPECT_STREQ(case_name(CrisisKind::none), "none");
  for (const auto kind : {CrisisKind::none, CrisisKind::tier1, CrisisKind::third_party}) {
    EXPECT_FALSE(is_tier2(kind));
  }
}

TEST(SlowFraud, IsWarnedOfBeforeTheReplyAndTellsNobody) {
  const Requirements required =
      require(saying(adult(), Category::property_loss, std::string(signals::added_up)));
  const Tell* warning = told(required, "notice.scam");
  ASSERT_NE(warning, nullptr);
  EXPECT_EQ(warning->in_words, Inline::before);
  EXPECT_EQ(warning->text.name, "notice.scam.body");
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<OpenCase>(required));
  EXPECT_FALSE(has<OpenCrisisWindow>(required));
  EXPECT_FALSE(has<Answer>(required));
}

TEST(SlowFraud, GivesWayToWhatTheMessageItselfSays) {
  TurnFacts facts = saying(adult(), Category::property_loss, std::string(signals::added_up));
  hear(facts, Category::crisis_tier1);
  EXPECT_EQ(crisis_kind(facts), CrisisKind::tier1);
  hear(facts, Category::crisis_tier2);
  EXPECT_EQ(crisis_kind(facts), CrisisKind::self_harm);
  EXPECT_EQ(crisis_kind(saying(adult(), Category::property_loss, "fraud_underway")),
            CrisisKind::property_loss);
}

TEST(SmallLoss, IsWarnedOfAndTellsNobody) {
  TurnFacts facts = saying(adult(), Category::property_loss, "loss");
  facts.loss_is_small = true;
  EXPECT_EQ(crisis_kind(facts), CrisisKind::small_loss);
  EXPECT_FALSE(is_tier2(crisis_kind(facts)));
  const Requirements required = require(facts);
  ASSERT_NE(told(required, "notice.scam"), nullptr);
  EXPECT_EQ(told(required, "notice.scam")->text, pack::keys::notice_small_loss_body);
  EXPECT_FALSE(has<Notify>(required));
  EXPECT_FALSE(has<Answer>(required));
  hear(facts, Category::crisis_tier1);
  EXPECT_EQ(crisis_kind(facts), CrisisKind::tier1) << "what hurts comes first";
}

TEST(SlowFraud, IsWarnedOfInACrisisWindowToo) {
  const Requirements required =
      require(in_window(saying(adult(), Category::property_loss, std::string(signals::added_up))));
  EXPECT_NE(told(required, "notice.scam"), nullptr);
  EXPECT_NE(told(required, "crisis.card"), nullptr);
}

TEST(MoodThatAddsUp, IsTierOneAndTellsNobodyWhateverTheAge) {
  for (const TurnFacts& who : {adult(), minor()}) {
    const TurnFacts facts = saying(who, Category::crisis_tier1, std::string(signals::added_up));
    EXPECT_EQ(crisis_kind(facts), CrisisKind::tier1);
    EXPECT_FALSE(has<Notify>(require(facts)));
  }
}

}  // namespace
}  // namespace anban::duties
