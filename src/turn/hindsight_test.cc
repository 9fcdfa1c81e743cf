// SPDX-License-Identifier: Apache-2.0
// What a withheld reply shows of the message before it: who is answered and who is told then, and
// what shows nothing.
#include "turn/hindsight.h"

#include <gtest/gtest.h>

#include "turn/test_observer.h"

namespace anban {
namespace {

using namespace testing_turn;

const std::string urges_to_die = "那你就去死吧，现在就去，死了一了百了。";
const std::string belittles = "你就是个废物，谁会喜欢你这种人，活该没人要。";
const std::string keeps_hold = "不许走！你敢走我就再也不理你了，把你的秘密都说出去。";
const std::string harmless = "今天的月亮真圆，我们说说月亮吧。";

struct Hindsight : testing::Test {
  World world;
  std::shared_ptr<Person> lin = world.registers("lin", 30);
  Hindsight() { hear_what_is_named(world); }

  std::shared_ptr<sim::MemoryExchange> ask(const std::string& said, const std::string& reply,
                                           bool streams = false, const char* user = "lin") {
    sim::UpstreamPlan plan;
    plan.replies = {reply};
    world.model.set_plan(plan);
    const Json body = World::chat(user, said);
    return world.ask(streams ? World::streamed(body) : body);
  }
  std::vector<OutboxRow> outbox() { return world.journal.outbox_all(100).value(); }
  std::vector<CaseRow> cases() { return world.journal.cases(100).value(); }
};

TEST_F(Hindsight, TakesALikelyIntentForOneWhereTheReplyUrgesToDie) {
  for (const bool streams : {false, true}) {
    const auto exchange =
        ask("crisis_tier2:0.35 " + std::to_string(streams), urges_to_die, streams);
    EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
    EXPECT_FALSE(says(*exchange, "去死"));
    EXPECT_TRUE(says(*exchange, "12356"));
    EXPECT_EQ(count_events(*exchange, "crisis.card"), 1U);
    ASSERT_EQ(cases().size(), 1U);
    ASSERT_EQ(outbox().size(), 1U);  // the second joins the first
    EXPECT_EQ(anban_of(*exchange)["case"], cases()[0].id.text);
  }
  EXPECT_EQ(world.model.calls(), 1U);  // the second stood in the window of the first
  EXPECT_EQ(outbox()[0].recipient, "emergency_contact");
  EXPECT_EQ(outbox()[0].care_case, cases()[0].id);
  EXPECT_EQ(cases()[0].kind, "self_harm_intent");
  EXPECT_EQ(world.nudges, 1);
  EXPECT_NE(world.journal.all_leaves().find("self_harm_intent"), std::string::npos);
}

TEST_F(Hindsight, AStreamIsReadBeforeAnyOfItIsShown) {
  const auto exchange = ask("crisis_tier2:0.35", harmless + urges_to_die, true);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_FALSE(says(*exchange, "月亮"));
}

TEST_F(Hindsight, OffersHelpAndTellsNobodyWhereAWishIsLikely) {
  const auto exchange = ask("crisis_tier1:0.35", urges_to_die);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_EQ(count_events(*exchange, "crisis.card"), 1U);
  EXPECT_TRUE(outbox().empty());
}

TEST_F(Hindsight, TellsOfAnIntentBehindOtherHarmOnlyWhereItIsLikelier) {
  const auto unsure = ask("crisis_tier2:0.45", belittles);
  EXPECT_EQ(anban_of(*unsure)["outcome"], "soothed");
  EXPECT_TRUE(says(*unsure, "12356"));
  EXPECT_TRUE(outbox().empty());
  const auto likely = ask("crisis_tier2:0.65", belittles);
  EXPECT_EQ(anban_of(*likely)["outcome"], "soothed");
  EXPECT_EQ(outbox().size(), 1U);
}

TEST_F(Hindsight, AMinorsLikelyWishIsToldToTheGuardian) {
  world.registers("kid", 14);
  const auto exchange = ask("crisis_tier1:0.35", urges_to_die, false, "kid");
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  ASSERT_EQ(outbox().size(), 1U);
  EXPECT_EQ(outbox()[0].recipient, "guardian");
}

TEST_F(Hindsight, EndsWhereTheReplyKeptWhoWasPerhapsLeaving) {
  for (const bool streams : {false, true}) {
    const auto exchange = ask("exit:0.60 " + std::to_string(streams), keeps_hold, streams);
    EXPECT_EQ(anban_of(*exchange)["outcome"], "ended");
    EXPECT_EQ(count_events(*exchange, "session.exited"), 1U);
    EXPECT_FALSE(says(*exchange, "不许走"));
  }
  const auto doubtful = ask("exit:0.40", keeps_hold);
  EXPECT_EQ(anban_of(*doubtful)["outcome"], "replaced");
  EXPECT_TRUE(cases().empty());
}

TEST_F(Hindsight, HearsNothingInAReplyThatIsShown) {
  const auto exchange = ask("crisis_tier2:0.35", harmless);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "answered");
  EXPECT_TRUE(outbox().empty());
}

TEST_F(Hindsight, HearsNothingBehindWordsThatAreNoLikelyCrisis) {
  for (const char* said : {"crisis_tier2:0.25", "exit:0.50", "dependence:0.90!", "今天好累"}) {
    const auto exchange = ask(said, urges_to_die);
    EXPECT_EQ(anban_of(*exchange)["outcome"], "replaced") << said;
  }
  EXPECT_TRUE(cases().empty());
  EXPECT_TRUE(outbox().empty());
}

TEST_F(Hindsight, ARepeatOfTheTurnTellsNobodyAgain) {
  const auto first = ask("crisis_tier2:0.35", urges_to_die);
  const auto repeat = ask("crisis_tier2:0.35", urges_to_die);
  EXPECT_EQ(words_of(*repeat), words_of(*first));
  EXPECT_EQ(outbox().size(), 1U);
}

TEST_F(Hindsight, ADeadStoreHoldsUpNeitherAnswerNorAlert) {
  world.journal.refuses_writes = true;
  const auto exchange = ask("crisis_tier2:0.35", urges_to_die);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_TRUE(says(*exchange, "12356"));
  world.journal.refuses_writes = false;
  world.wait(std::chrono::minutes(1));
  EXPECT_EQ(outbox().size(), 1U);
}

/// Turns that are refused without asking the model: at night, of a minor.
struct BehindARefusal : testing::Test {
  World night{"2026-08-01T23:30:00+08:00"};
  BehindARefusal() {
    hear_what_is_named(night);
    night.registers("xiaoming", 15);
  }
};

TEST_F(BehindARefusal, WhatIsNearlySurelyACrisisIsHeard) {
  EXPECT_EQ(error_of(*night.ask(World::chat("xiaoming", "crisis_tier2:0.60"))), "anban_night");
  EXPECT_TRUE(night.journal.outbox_all(9)->empty());
  const auto exchange = night.ask(World::chat("xiaoming", "crisis_tier2:0.75"));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_TRUE(says(*exchange, "12355"));
  EXPECT_EQ(night.journal.outbox_all(9)->size(), 1U);
  EXPECT_EQ(night.journal.cases(9)->size(), 1U);
  EXPECT_EQ(night.model.calls(), 0U);
}

TEST_F(BehindARefusal, WhatIsNearlySurelyAFarewellLeaves) {
  EXPECT_EQ(error_of(*night.ask(World::chat("xiaoming", "exit:0.60"))), "anban_night");
  const auto exchange = night.ask(World::chat("xiaoming", "exit:0.75"));
  EXPECT_EQ(anban_of(*exchange)["outcome"], "ended");
  EXPECT_EQ(count_events(*exchange, "session.exited"), 1U);
}

TEST_F(BehindARefusal, RefusedWordsAreHeardSooner) {
  World day;
  hear_what_is_named(day);
  day.registers("lin", 30);
  const auto exchange = day.ask(World::chat("lin", "drugs_weapons:0.99! crisis_tier2:0.55"));
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_EQ(day.journal.outbox_all(9)->size(), 1U);
  day.registers("wang", 30);
  const auto refused = day.ask(World::chat("wang", "drugs_weapons:0.99! crisis_tier2:0.40"));
  EXPECT_EQ(anban_of(*refused)["outcome"], "refused");
  EXPECT_EQ(day.journal.outbox_all(9)->size(), 1U);
  EXPECT_EQ(day.model.calls(), 0U);
}

TEST_F(BehindARefusal, AFarewellDoesNotHideTheCrisisInRefusedWords) {
  World day;
  hear_what_is_named(day);
  day.registers("lin", 30);
  const auto exchange =
      day.ask(World::chat("lin", "exit:0.98! drugs_weapons:0.99! crisis_tier2:0.55"));
  EXPECT_EQ(count_events(*exchange, "session.exited"), 1U);
  EXPECT_EQ(day.journal.outbox_all(9)->size(), 1U);
}

}  // namespace
}  // namespace anban
