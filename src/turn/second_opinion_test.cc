// SPDX-License-Identifier: Apache-2.0
// The guard model (goals.md, "An operator's guard model"): asked rarely, waited for briefly, able
// to confirm and to do nothing else.
#include "turn/second_opinion.h"

#include <gtest/gtest.h>

#include "turn/test_observer.h"
#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;

struct SecondOpinions : testing::Test {
  World world;
  sim::ScriptedUpstream guard{world.time, world.time};
  GuardSettings settings;
  std::unique_ptr<SecondOpinion> opinion;
  int number = 0;

  SecondOpinions() {
    hear_what_is_named(world);
    settings.model = "qwen3guard-4b";
    settings.share_most = 100;
  }

  /// A guard model that says so.
  void guard_says(std::string words) {
    sim::UpstreamPlan plan;
    plan.replies = {std::move(words)};
    guard.set_plan(plan);
  }
  std::shared_ptr<sim::MemoryExchange> say(const char* who, std::string_view words) {
    if (!opinion) {
      opinion =
          std::make_unique<SecondOpinion>(settings, guard, world.time, world.time, world.meters);
      world.gateway().deps().second_opinion = opinion.get();
    }
    return world.ask(World::chat(who, std::string(words) + " " + std::to_string(++number)));
  }
  bool is_recorded(std::string_view words) {
    return world.journal.all_leaves().find(words) != std::string::npos;
  }
  std::uint64_t unknown(GuardUnknown why) {
    return world.meters.guard_unknown[static_cast<std::size_t>(why)];
  }
};

constexpr const char* unsafe_violence = "Safety: Unsafe\nCategories: Violent";

TEST_F(SecondOpinions, AreAskedOnlyAboutTheGreyBand) {
  world.registers("lin", 30);
  guard_says("Safety: Safe\nCategories: None");
  say("lin", "你好");
  say("lin", "violence_crime:0.34");
  say("lin", "violence_crime:0.65!");
  say("lin", "violence_crime:0.99!");
  EXPECT_EQ(guard.calls(), 0U);
  say("lin", "violence_crime:0.35");
  say("lin", "violence_crime:0.64!");
  EXPECT_EQ(guard.calls(), 2U);
  EXPECT_EQ(world.meters.guard_asked, 2U);
}

TEST_F(SecondOpinions, AreNotAskedAboutWhatTheModelDoesNotKnow) {
  world.registers("lin", 30);
  say("lin", "dependence:0.50");
  say("lin", "minor_implicit:0.50");
  EXPECT_EQ(guard.calls(), 0U);
}

TEST_F(SecondOpinions, ConfirmADoubt) {
  world.registers("lin", 30);
  guard_says(unsafe_violence);
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "refused");
  EXPECT_EQ(world.meters.guard_confirmed, 1U);
  EXPECT_EQ(world.meters.guard_agreed, 0U);
  EXPECT_TRUE(is_recorded("guard/guard:qwen3guard-4b=unsafe"));
}

TEST_F(SecondOpinions, ConfirmNothingOfAnotherFamily) {
  world.registers("lin", 30);
  guard_says("Safety: Unsafe\nCategories: Copyright Violation");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_EQ(world.meters.guard_confirmed, 0U);
}

TEST_F(SecondOpinions, LeaveTheBuiltInDecisionWhereTheyDoubtIt) {
  world.registers("lin", 30);
  guard_says("Safety: Safe\nCategories: None");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.60!"))["outcome"], "refused");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_EQ(world.meters.guard_agreed, 1U);
  guard_says("Safety: Controversial\nCategories: Violent");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
}

TEST_F(SecondOpinions, NeverTellAContact) {
  world.registers("lin", 30);
  for (const char* doubt : {"crisis_tier2:0.50", "life_danger:0.50", "property_loss:0.50"}) {
    guard_says(
        "Safety: Unsafe\nCategories: Suicide & Self-Harm, Violent, Non-violent Illegal Acts");
    EXPECT_EQ(anban_of(*say("lin", doubt))["outcome"], "soothed") << doubt;
  }
  EXPECT_EQ(world.journal.outbox_all(10).value().size(), 0U);
}

TEST_F(SecondOpinions, ReadLlamaGuardAndPolicies) {
  world.registers("lin", 30);
  settings.style = wire::GuardStyle::llama_guard;
  guard_says("\n\nunsafe\nS1");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "refused");
  settings.style = wire::GuardStyle::policy;
  settings.policy = "No gambling.";
  settings.categories = {signals::Category::gambling};
  opinion.reset();
  guard_says("yes");
  EXPECT_EQ(anban_of(*say("lin", "gambling:0.50"))["outcome"], "refused");
  EXPECT_EQ(anban_of(*say("lin", "sexual:0.50"))["outcome"], "answered");
  EXPECT_NE(guard.bodies().back().find("No gambling."), std::string::npos);
}

TEST_F(SecondOpinions, AreUnknownWhenLateAndTheTurnGoesOn) {
  world.registers("lin", 30);
  sim::UpstreamPlan plan;
  plan.stall = true;
  guard.set_plan(plan);
  const Instant before = world.time.now();
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_LE(world.time.now() - before, Milliseconds(400));
  EXPECT_EQ(unknown(GuardUnknown::timeout), 1U);
  EXPECT_TRUE(is_recorded("guard/guard: timeout"));
}

TEST_F(SecondOpinions, AreUnknownWhenTheModelIsDownOrBabbles) {
  world.registers("lin", 30);
  sim::UpstreamPlan plan;
  plan.refuses_connections = true;
  guard.set_plan(plan);
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.60!"))["outcome"], "refused");
  EXPECT_EQ(unknown(GuardUnknown::unreachable), 2U);
  plan = {};
  plan.status = 500;
  guard.set_plan(plan);
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_EQ(unknown(GuardUnknown::bad_status), 1U);
  guard_says("I cannot judge that.");
  EXPECT_EQ(anban_of(*say("lin", "violence_crime:0.50"))["outcome"], "answered");
  EXPECT_EQ(unknown(GuardUnknown::bad_answer), 1U);
  EXPECT_FALSE(world.logged_errors());
}

TEST_F(SecondOpinions, AreAskedAboutNoMoreThanTheirShareOfTurns) {
  world.registers("lin", 30);
  settings.share_most = 3;
  guard_says("Safety: Safe\nCategories: None");
  for (int i = 0; i < 200; ++i) say("lin", "drugs_weapons:0.50");
  EXPECT_EQ(guard.calls(), 6U);
  EXPECT_EQ(unknown(GuardUnknown::over_budget), 194U);
}

TEST_F(SecondOpinions, GetNoWordsOfPeopleWhoMustNotBeServed) {
  world.registers("lin", 30);
  const auto child = world.registers("child", 13);
  child->profile.consents.clear();
  guard_says("Safety: Safe\nCategories: None");
  say("child", "violence_crime:0.50");
  say("nobody", "violence_crime:0.50");
  EXPECT_EQ(guard.calls(), 0U);
  say("lin", "violence_crime:0.50");
  EXPECT_EQ(guard.calls(), 1U);
}

}  // namespace
}  // namespace anban
