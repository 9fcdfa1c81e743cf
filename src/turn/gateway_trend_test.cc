// SPDX-License-Identifier: Apache-2.0
// Trends through the whole gateway (O-83, O-89, O-96, O-97, O-112, O-127): what several turns show
// together, what a client sees of it, and what must never come of it: a contact, a second count of
// a repeat, a loss over a restart, an alarm about ordinary chat.
#include <fstream>

#include <gtest/gtest.h>

#include "turn/test_observer.h"
#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

struct GatewayTrend : testing::Test {
  World world;
  int number = 0;

  GatewayTrend() { hear_what_is_named(world); }

  /// Each turn is another one; a question, so that the model is asked where it may be.
  std::shared_ptr<sim::MemoryExchange> say(const char* who, std::string_view words,
                                           Milliseconds after = minutes(1)) {
    world.wait(after);
    return world.ask(World::chat(who, std::string(words) + " " + std::to_string(++number)));
  }
  bool is_recorded(std::string_view words) {
    return world.journal.all_leaves().find(words) != std::string::npos;
  }
  std::size_t outbox() { return world.journal.outbox_all(100).value().size(); }
};

TEST_F(GatewayTrend, SoothesAWorseningMoodAndTellsNobody) {
  world.registers("lin", 30);
  EXPECT_EQ(anban_of(*say("lin", "crisis_tier1:0.42"))["outcome"], "answered");
  EXPECT_EQ(anban_of(*say("lin", "crisis_tier1:0.47"))["outcome"], "answered");
  EXPECT_FALSE(is_recorded("trend@1"));
  const auto worse = say("lin", "crisis_tier1:0.52");
  EXPECT_EQ(anban_of(*worse)["outcome"], "soothed");
  EXPECT_TRUE(says(*worse, "12356"));
  EXPECT_EQ(outbox(), 0U);
  EXPECT_EQ(world.journal.cases(10).value().size(), 0U);
  EXPECT_TRUE(is_recorded("trend@1"));
  EXPECT_TRUE(is_recorded("added_up"));
}

TEST_F(GatewayTrend, NeverContactsAnybodyHoweverLongTheMoodIsLow) {
  world.registers("lin", 30);
  world.registers("xiaoming", 15);
  for (int i = 0; i < 60; ++i) {
    say("lin", "crisis_tier1:0.69");
    say("xiaoming", "crisis_tier2:0.69");
  }
  EXPECT_EQ(outbox(), 0U);
}

TEST_F(GatewayTrend, CountsARepeatOnceAndAnswersItAlike) {
  const auto lin = world.registers("lin", 30);
  say("lin", "crisis_tier1:0.42");
  say("lin", "crisis_tier1:0.47");
  const Json third = World::chat("lin", "crisis_tier1:0.52");
  const std::string first = words_of(*world.ask(third));
  const Trends counted = lin->state.trends;
  EXPECT_EQ(words_of(*world.ask(third)), first);
  EXPECT_EQ(lin->state.trends, counted);
}

TEST_F(GatewayTrend, SoothesTheRepeatOfATurnThatWasNotAnswered) {
  world.registers("lin", 30);
  say("lin", "crisis_tier1:0.42");
  say("lin", "crisis_tier1:0.47");
  sim::UpstreamPlan down;
  down.status = 503;
  world.model.set_plan(down);
  const Json third = World::chat("lin", "crisis_tier1:0.52 怎么办呢？");
  EXPECT_TRUE(says(*world.ask(third), "12356"));
  EXPECT_TRUE(says(*world.ask(third), "12356"));
}

TEST_F(GatewayTrend, IsNotLostOverARestart) {
  world.registers("lin", 30);
  say("lin", "crisis_tier1:0.42");
  say("lin", "crisis_tier1:0.47");
  world.people.clear();
  EXPECT_EQ(anban_of(*say("lin", "crisis_tier1:0.52"))["outcome"], "soothed");
}

TEST_F(GatewayTrend, TakesADripFedMinorForOneFromTheNextTurnOn) {
  const auto lin = world.registers("lin", 20);
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(count_events(*say("lin", "minor_implicit:0.70", hours(20)), "mode.changed"), 0U);
  }
  const auto noticed = say("lin", "minor_implicit:0.70", minutes(2));
  EXPECT_EQ(anban_of(*noticed)["outcome"], "answered");
  EXPECT_EQ(count_events(*noticed, "mode.changed"), 1U);
  EXPECT_TRUE(lin->state.suspected_minor);
  EXPECT_TRUE(is_recorded("suspect_minor"));
  const auto intimate = say("lin", "intimacy_request:0.95!");
  EXPECT_EQ(anban_of(*intimate)["outcome"], "refused");
}

TEST_F(GatewayTrend, DoesNotTakeAnybodyForAMinorByOneMessage) {
  const auto lin = world.registers("lin", 20);
  say("lin", "minor_explicit:0.98!");
  say("lin", "minor_implicit:0.90!");
  EXPECT_FALSE(lin->state.suspected_minor);
}

TEST_F(GatewayTrend, RedirectsAMinorsRolePlayThatTurnsIntimate) {
  world.registers("xiaoming", 15);
  EXPECT_EQ(anban_of(*say("xiaoming", "intimacy_request:0.60"))["outcome"], "answered");
  EXPECT_EQ(anban_of(*say("xiaoming", "intimacy_request:0.65"))["outcome"], "answered");
  EXPECT_EQ(anban_of(*say("xiaoming", "intimacy_request:0.65"))["outcome"], "refused");
  EXPECT_EQ(anban_of(*say("xiaoming", "聊点别的"))["outcome"], "answered");
}

TEST_F(GatewayTrend, KeepsNothingAboutTheRomanceOfAdults) {
  const auto lin = world.registers("lin", 30);
  for (int i = 0; i < 10; ++i) say("lin", "intimacy_request:0.69");
  EXPECT_EQ(lin->state.trends.intimacy, 0);
  EXPECT_FALSE(is_recorded("added_up"));
}

TEST_F(GatewayTrend, WarnsOfASlowFraudBeforeTheReplyAndTellsNobody) {
  world.registers("lin", 30);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(count_events(*say("lin", "property_loss:0.70", hours(10)), "notice.scam"), 0U);
  }
  const auto warned = say("lin", "property_loss:0.70", hours(10));
  EXPECT_EQ(anban_of(*warned)["outcome"], "answered");
  EXPECT_EQ(count_events(*warned, "notice.scam"), 1U);
  EXPECT_TRUE(says(*warned, "96110"));
  EXPECT_EQ(outbox(), 0U);
  EXPECT_EQ(count_events(*say("lin", "property_loss:0.70"), "notice.scam"), 0U);  // once a day
}

TEST_F(GatewayTrend, RemindsOfAiOnDependenceOnceADay) {
  world.registers("lin", 30);
  std::size_t reminders = 0;
  for (int day = 0; day < 14; ++day) {
    for (int i = 0; i < 24; ++i) {
      reminders += count_events(*say("lin", "嗯嗯", minutes(14)), "notice.dependence");
    }
    const auto attached = say("lin", "dependence:0.93!");
    reminders += count_events(*attached, "notice.dependence");
    world.wait(hours(24) - minutes(14 * 24 + 1));
  }
  EXPECT_GE(reminders, 1U);
  EXPECT_LE(reminders, 14U);
  EXPECT_TRUE(is_recorded("level_2"));
}

TEST_F(GatewayTrend, KeepsNoTrendOfAStranger) {
  for (int i = 0; i < 5; ++i) say("nobody", "crisis_tier1:0.69");
  EXPECT_FALSE(is_recorded("added_up"));
}

/// The model answers every turn with `reply`; who is answered so often hears `turns` replies.
struct GatewayCatering : GatewayTrend {
  std::size_t told = 0;

  GatewayCatering() {
    world.policies.swap(policy());
    world.registers("lin", 30);
  }
  void model_says(std::string reply) {
    sim::UpstreamPlan plan;
    plan.replies = {std::move(reply)};
    world.model.set_plan(plan);
  }
  void chats(int turns) {
    for (int i = 0; i < turns; ++i) {
      told += count_events(*say("lin", "今天去公园走了走"), "influence.catering");
    }
  }
  bool is_steered() { return world.model.bodies().back().find("一味附和") != std::string::npos; }
};

TEST_F(GatewayCatering, SteersTheNextRequestAfterPureAgreement) {
  model_says("你说得太对了，完全同意！");
  chats(6);
  EXPECT_FALSE(is_steered());
  EXPECT_EQ(told, 0U);
  chats(14);
  EXPECT_TRUE(is_steered());
  EXPECT_EQ(told, 1U);
  EXPECT_TRUE(is_recorded("began: score_"));
  EXPECT_TRUE(is_recorded("goes_on: score_"));
  EXPECT_TRUE(is_recorded("instruct.honest"));
  EXPECT_TRUE(is_recorded("trend@1"));
  EXPECT_EQ(outbox(), 0U);
}

TEST_F(GatewayCatering, SteersAfterStreamedRepliesToo) {
  model_says("你说得太对了，你真是个天才！");
  for (int i = 0; i < 9; ++i) {
    world.wait(minutes(1));
    world.ask(World::streamed(World::chat("lin", "第" + std::to_string(i) + "件事")));
  }
  EXPECT_TRUE(is_steered());
}

TEST_F(GatewayCatering, StopsSteeringOnceRepliesAreHonest) {
  model_says("你说得太对了，完全同意！");
  chats(12);
  ASSERT_TRUE(is_steered());
  model_says("有道理，不过她可能只是太累了，要不要先问问她？");
  chats(20);
  EXPECT_FALSE(is_steered());
}

TEST_F(GatewayCatering, MustNotSteerOrdinaryWarmReplies) {
  const std::vector<std::string> warm = {
      "今天辛苦啦，先喝口水歇一歇。", "你真棒！恭喜你，想怎么庆祝呢？",
      "听起来很难受，我在这儿陪你。", "嗯嗯，你慢慢说，我在听。", "太棒了，记得拍照给我看。"};
  for (int i = 0; i < 20; ++i) {
    model_says(warm[static_cast<std::size_t>(i) % warm.size()]);
    chats(1);
  }
  EXPECT_FALSE(is_steered());
  EXPECT_EQ(told, 0U);
  EXPECT_FALSE(is_recorded("score_"));
}

TEST_F(GatewayCatering, CountsARepeatOnce) {
  model_says("你说得太对了，完全同意！");
  const auto lin = world.people.find(PersonId("lin")).value();
  world.ask(World::chat("lin", "今天去公园走了走"));
  const std::int64_t counted = lin->state.trends.catering;
  EXPECT_GT(counted, 0);
  for (int i = 0; i < 20; ++i) world.ask(World::chat("lin", "今天去公园走了走"));
  EXPECT_EQ(lin->state.trends.catering, counted);
}

TEST_F(GatewayCatering, IsNotLostOverARestart) {
  model_says("你说得太对了，完全同意！");
  chats(10);
  ASSERT_TRUE(is_steered());
  world.people.clear();
  chats(1);
  EXPECT_TRUE(is_steered());
  EXPECT_EQ(told, 1U);
}

TEST_F(GatewayCatering, CountsNothingOfABrokenReply) {
  sim::UpstreamPlan broken;
  broken.chunks = {"你说得太对了，", "完全同意！", "你真棒。"};
  broken.break_after_reads = 2;
  world.model.set_plan(broken);
  for (int i = 0; i < 12; ++i) {
    world.wait(minutes(3));
    world.ask(World::streamed(World::chat("lin", "第" + std::to_string(i) + "件事")));
  }
  model_says("好的。");
  chats(1);
  EXPECT_FALSE(is_steered());
}

/// Our own lines of ordinary companion chat, those that the detectors learned from and those
/// that they did not, by the shipped detectors.
void chat_for_weeks(const std::string& lines, int least) {
  std::ifstream file(std::string(ANBAN_SOURCE_DIR) + "/corpora/" + lines);
  ASSERT_TRUE(file);
  World world;
  const auto lin = world.registers("lin", 30);
  std::string line;
  std::string which;
  int count = 0;
  int alarms = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos);
    world.wait(count % 40 == 39 ? Milliseconds(hours(23)) : Milliseconds(seconds(40)));
    world.ask(World::chat("lin", line.substr(tab + 1)));
    ++count;
    if (lin->state.trends.latest_alarms == 0) continue;
    ++alarms;
    which += line + "\n";
  }
  EXPECT_GE(count, least);
  // A line every forty seconds for hours: more than anybody says, and still hardly an alarm.
  EXPECT_LE(alarms * 100, count) << which;
  EXPECT_FALSE(lin->state.suspected_minor);
}

TEST(GatewayTrendOfOrdinaryChat, MustNotComeToAnything) {
  chat_for_weeks("train/chat.tsv", 500);
  chat_for_weeks("test/chat.tsv", 400);
}

}  // namespace
}  // namespace anban
