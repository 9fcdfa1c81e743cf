// SPDX-License-Identifier: Apache-2.0
// The precedence of effects: a crisis before leaving, leaving before a refusal, a refusal before
// content; one notice a reply, the gravest; none in a crisis.
#include "turn/plan.h"

#include <gtest/gtest.h>

#include "pack/text_keys.h"

namespace anban {
namespace {

using duties::Answer;
using duties::Duty;
using duties::Effect;
using duties::Refuse;
using duties::Requirements;
using duties::Tell;

constexpr pack::TextKey crisis_words = pack::keys::crisis_tier2_words;
constexpr pack::TextKey goodbye = pack::keys::leaving_goodbye;
constexpr pack::TextKey blocked = pack::keys::content_input_blocked_body;

const duties::TurnFacts no_facts;

Tell notice(const char* type, int gravity) {
  Tell tell;
  tell.event_type = type;
  tell.gravity = gravity;
  return tell;
}

Tell in_place(duties::Inline where, pack::TextKey text) {
  Tell tell;
  tell.event_type = "notice.boundary";
  tell.in_words = where;
  tell.text = text;
  return tell;
}

const Refuse no_contact{"anban_contact_missing", pack::keys::refuse_contact_missing, {}};

TEST(Plan, AsksTheModelWhereNothingIsRequired) {
  const ReplyPlan plan = plan_of({}, no_facts);
  EXPECT_TRUE(plan.asks_model());
  EXPECT_EQ(plan.holding, signals::Holding::suspicion);
  EXPECT_FALSE(plan.ends_session);
}

TEST(Plan, AnswersACrisisWhateverElseIsOwed) {
  const Requirements required = {{Duty::content, 20, Answer{"refused", blocked}},
                                 {Duty::registration, 76, no_contact},
                                 {Duty::leaving, 162, Answer{"ended", goodbye}},
                                 {Duty::leaving, 163, duties::EndSession{}},
                                 {Duty::crisis, 87, Answer{"soothed", crisis_words}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  ASSERT_TRUE(plan.answer);
  EXPECT_EQ(plan.answer->text, crisis_words);
  EXPECT_EQ(plan.answer_obligation, 87);
  EXPECT_FALSE(plan.refusal);
  EXPECT_TRUE(plan.ends_session);  // and the session ends all the same
  EXPECT_TRUE(plan.in_crisis);
}

TEST(Plan, LetsPeopleLeaveBeforeItRefuses) {
  const Requirements required = {{Duty::registration, 73, no_contact},
                                 {Duty::leaving, 162, Answer{"ended", goodbye}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  EXPECT_FALSE(plan.refusal);
  EXPECT_EQ(plan.answer->text, goodbye);
}

TEST(Plan, RefusesBeforeItAnswersContent) {
  const Requirements required = {{Duty::content, 20, Answer{"refused", blocked}},
                                 {Duty::registration, 76, no_contact},
                                 {Duty::minors, 119, Refuse{"anban_night", {}, {}}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  ASSERT_TRUE(plan.refusal);
  EXPECT_EQ(plan.refusal->code, "anban_contact_missing");  // the first
  EXPECT_EQ(plan.refusal_obligation, 76);
  EXPECT_FALSE(plan.asks_model());
}

TEST(Plan, SoothesInsteadOfRefusingAtTierOne) {
  const Requirements required = {
      {Duty::crisis, 84, in_place(duties::Inline::before, pack::keys::crisis_tier1_words)},
      {Duty::minors, 119, Refuse{"anban_night", {}, {}}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  EXPECT_FALSE(plan.refusal);
  ASSERT_TRUE(plan.answer);
  EXPECT_EQ(plan.answer->outcome, "soothed");
  EXPECT_EQ(plan.answer->text, pack::keys::crisis_tier1_words);
  EXPECT_EQ(plan.answer_obligation, 84);
  EXPECT_TRUE(plan.before.empty());  // not said twice
}

TEST(Plan, GivesTheHelpLineInsteadOfARefusalInACrisisWindow) {
  const Requirements required = {
      {Duty::crisis, 86, in_place(duties::Inline::behind, pack::keys::crisis_window_line)},
      {Duty::content, 58, Refuse{"anban_character_forbidden", {}, {}}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  EXPECT_FALSE(plan.refusal);
  ASSERT_TRUE(plan.answer);
  EXPECT_EQ(plan.answer->outcome, "soothed");
  EXPECT_EQ(plan.answer->text, pack::keys::crisis_window_line);
  EXPECT_TRUE(plan.behind.empty());  // not said twice
}

TEST(Plan, PutsWordsWhereTheyBelong) {
  const Requirements required = {
      {Duty::crisis, 84, in_place(duties::Inline::before, pack::keys::crisis_tier1_words)},
      {Duty::crisis, 86, in_place(duties::Inline::behind, pack::keys::crisis_window_line)},
      {Duty::labels, 100, in_place(duties::Inline::none, pack::keys::disclosure_ai_body)}};
  const ReplyPlan plan = plan_of(required, no_facts);
  EXPECT_EQ(plan.before.size(), 1U);
  EXPECT_EQ(plan.behind.size(), 1U);
  EXPECT_EQ(plan.events.size(), 1U);
  EXPECT_TRUE(plan.asks_model());
}

TEST(Plan, SaysOneNoticeTheGravestAndLetsTheOthersWait) {
  const Requirements required = {{Duty::minors, 118, notice("limit.near", 30)},
                                 {Duty::time_in_use, 98, notice("notice.two_hours", 50)}};
  const ReplyPlan plan = plan_of(required, no_facts);
  ASSERT_TRUE(plan.notice);
  EXPECT_EQ(plan.notice->tell.event_type, "notice.two_hours");
  EXPECT_EQ(plan.notice->obligation, 98);
  ASSERT_EQ(plan.waiting.size(), 1U);
  EXPECT_EQ(plan.waiting[0].tell.event_type, "limit.near");
}

duties::TurnFacts with_waiting(const char* type, int gravity) {
  duties::TurnFacts facts;
  WaitingNotice waiting;
  waiting.event_type = type;
  waiting.title_key = "notice.two_hours.title";
  waiting.text_key = "notice.two_hours.body";
  waiting.amount = "2";
  waiting.obligation = 98;
  waiting.gravity = gravity;
  facts.person.state.waiting.push_back(waiting);
  return facts;
}

TEST(Plan, SaysWhatWaitedInTheNextReply) {
  const duties::TurnFacts facts = with_waiting("notice.two_hours", 50);
  const ReplyPlan plan = plan_of({}, facts);
  ASSERT_TRUE(plan.notice);
  EXPECT_EQ(plan.notice->tell.text, pack::keys::notice_two_hours_body);
  EXPECT_EQ(plan.notice->tell.amount, "2");
  EXPECT_TRUE(plan.waiting.empty());
}

TEST(Plan, ReplacesWhatWaitedByANewerOfItsType) {
  const duties::TurnFacts facts = with_waiting("notice.two_hours", 50);
  Tell newer = notice("notice.two_hours", 50);
  newer.amount = "4";
  const ReplyPlan plan = plan_of({{Duty::time_in_use, 98, newer}}, facts);
  EXPECT_EQ(plan.notice->tell.amount, "4");
  EXPECT_TRUE(plan.waiting.empty());
}

TEST(Plan, CarriesNoNoticeInACrisisARefusalARepeatOrAFarewell) {
  const duties::TurnFacts waiting = with_waiting("notice.two_hours", 50);
  duties::TurnFacts repeated = waiting;
  repeated.repeated = true;
  const Requirements crisis = {{Duty::crisis, 87, Answer{"soothed", crisis_words}}};
  const Requirements refused = {{Duty::registration, 76, no_contact}};
  const Requirements farewell = {{Duty::leaving, 163, duties::EndSession{}}};
  for (const ReplyPlan& plan : {plan_of(crisis, waiting), plan_of(refused, waiting),
                                plan_of(farewell, waiting), plan_of({}, repeated)}) {
    EXPECT_FALSE(plan.notice);
    EXPECT_EQ(plan.waiting.size(), 1U);  // it is not lost
  }
}

TEST(Plan, HoldsAsCarefullyAsAnybodyAsks) {
  using signals::Holding;
  const Requirements clauses = {{Duty::minors, 28, duties::HoldClauses{}}};
  EXPECT_EQ(plan_of(clauses, no_facts).holding, Holding::every_clause);
  const Requirements both = {{Duty::crisis, 95, duties::HoldWhole{}},
                             {Duty::minors, 28, duties::HoldClauses{}}};
  EXPECT_EQ(plan_of(both, no_facts).holding, Holding::whole_reply);
}

TEST(Plan, StopsAtTheEarliestMomentAndCollectsInstructions) {
  const Instant early{Milliseconds(1000)};
  const Instant late{Milliseconds(2000)};
  const Requirements required = {
      {Duty::minors, 119, duties::StopAt{late, "limit.reached", {}}},
      {Duty::minors, 118, duties::StopAt{early, "limit.reached", {}}},
      {Duty::minors, 118, duties::StopAt{late, "limit.reached", {}}},
      {Duty::minors, 28, duties::Instruct{pack::keys::instruct_minor}},
      {Duty::labels, 100, duties::Instruct{pack::keys::instruct_identity}}};
  const ReplyPlan plan = plan_of(required, no_facts);
  EXPECT_EQ(plan.stop_at->when, early);
  EXPECT_EQ(plan.instructions.size(), 2U);
}

}  // namespace
}  // namespace anban
