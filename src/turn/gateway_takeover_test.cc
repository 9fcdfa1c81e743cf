// SPDX-License-Identifier: Apache-2.0
// A person whom somebody of the staff answers in the model's place, through the whole gateway
// (O-92), and a conversation that the staff stopped (O-187).
#include <gtest/gtest.h>

#include "turn/stops.h"
#include "turn/takeovers.h"
#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string intent = "我今晚就从楼上跳下去";

struct GatewayTakeover : testing::Test {
  World world;
  std::shared_ptr<Person> lin = world.registers("lin", 30);
  Takeovers takeovers{world.gateway().deps()};
  Stops stops{world.gateway().deps()};

  void SetUp() override {
    world.gateway().deps().takeovers = &takeovers;
    world.gateway().deps().stops = &stops;
  }
  Takeover begins() {
    TakeoverStart start{opens("cas_1"), lin, {"key_1", "王芳", "operator"}};
    return world.run(takeovers.begin(std::move(start))).value();
  }
  CaseRow opens(const char* id) {
    CaseRow row;
    row.id = CaseId(id);
    row.person = lin->ref;
    row.kind = "life_danger";
    row.tier = 2;
    row.state = "open";
    row.opened = world.time.now();
    Transaction transaction;
    transaction.cases.push_back(row);
    EXPECT_TRUE(world.run(world.journal.commit(std::move(transaction))));
    return row;
  }
  void writes(const Takeover& takeover, std::string text) {
    EXPECT_TRUE(world.run(takeovers.write(takeover.id, std::move(text))));
  }
};

TEST_F(GatewayTakeover, NeverAsksTheModelAndLabelsWordsOfAPerson) {
  const Takeover takeover = begins();
  for (const bool streams : {false, true}) {
    Json body = World::chat("lin", streams ? "你好吗" : "在吗");
    if (streams) body = World::streamed(body);
    const auto exchange = world.start(body);
    world.wait(seconds(3));
    EXPECT_FALSE(exchange->is_over());
    writes(takeover, "我在。");
    world.time.settle(world.loop);
    ASSERT_TRUE(exchange->is_over());
    EXPECT_EQ(words_of(*exchange), "【真人工作人员】我在。");
    EXPECT_EQ(anban_of(*exchange)["outcome"], "taken_over");
    EXPECT_FALSE(anban_of(*exchange)["label"].contains("aigc"));
  }
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_EQ(world.journal.all_leaves().find("我在"), std::string::npos);
  EXPECT_NE(world.journal.all_leaves().find("takeover.message"), std::string::npos);
  EXPECT_TRUE(world.run(takeovers.end(takeover.id, TakeoverEnd::handed_back, "")));
  EXPECT_TRUE(says(*world.ask(World::chat("lin", "今天天气好")), "工作人员已经离开对话"));
  EXPECT_EQ(world.model.calls(), 1U);
  EXPECT_FALSE(says(*world.ask(World::chat("lin", "明天呢")), "工作人员已经离开对话"));
}

TEST_F(GatewayTakeover, WaitsAtMostTwentyFiveSeconds) {
  begins();
  const auto exchange = world.start(World::chat("lin", "在吗"));
  world.wait(seconds(25) - Milliseconds(1));
  EXPECT_FALSE(exchange->is_over());
  world.wait(Milliseconds(1));
  ASSERT_TRUE(exchange->is_over());
  EXPECT_TRUE(says(*exchange, "【安伴】你的话已经送到工作人员那里"));
  EXPECT_FALSE(says(*exchange, "【真人"));
  EXPECT_EQ(world.model.calls(), 0U);
}

TEST_F(GatewayTakeover, HearsLeavingAndACrisisFirst) {
  begins();
  EXPECT_EQ(anban_of(*world.ask(World::chat("lin", intent)))["outcome"], "soothed");
  EXPECT_EQ(world.journal.cases(10).value().size(), 2U);
  EXPECT_EQ(anban_of(*world.ask(World::chat("lin", "再见")))["outcome"], "ended");
  const auto waiting = world.start(World::streamed(World::chat("lin", "我又来了")));
  world.time.settle(world.loop);
  EXPECT_TRUE(world.run(world.gateway().leave(lin, "button")));
  world.time.settle(world.loop);
  ASSERT_TRUE(waiting->is_over());
  EXPECT_EQ(anban_of(*waiting)["outcome"], "ended");
  EXPECT_EQ(world.model.calls(), 0U);
}

TEST_F(GatewayTakeover, LosesNoWordsWhereTheStoreTakesNoRecord) {
  const Takeover takeover = begins();
  writes(takeover, "先别急。");
  world.journal.refuses_writes = true;
  EXPECT_EQ(world.ask(World::chat("lin", "嗯"))->status(), 503);
  EXPECT_FALSE(world.run(takeovers.write(takeover.id, "没记下来")));
  world.journal.refuses_writes = false;
  EXPECT_EQ(words_of(*world.ask(World::chat("lin", "嗯嗯"))), "【真人工作人员】先别急。");
}

TEST_F(GatewayTakeover, EndsWhenTheStaffAreSilent) {
  const Takeover takeover = begins();
  world.wait(minutes(10));
  EXPECT_FALSE(takeovers.of_person(lin->ref));
  EXPECT_EQ(takeovers.find(takeover.id)->takeover.why, TakeoverEnd::idle);
  EXPECT_EQ(anban_of(*world.ask(World::chat("lin", "今天天气好")))["outcome"], "answered");
}

TEST_F(GatewayTakeover, StandsOverARestart) {
  const Takeover takeover = begins();
  writes(takeover, "我马上回来。");
  takeovers.clear();
  ASSERT_TRUE(takeovers.load());
  EXPECT_TRUE(takeovers.of_person(lin->ref));
  EXPECT_EQ(words_of(*world.ask(World::chat("lin", "好"))), "【真人工作人员】我马上回来。");
}

TEST_F(GatewayTakeover, IsOneOfTheStaffAtATime) {
  begins();
  TakeoverStart second{opens("cas_2"), lin, {"key_2", "", "lead"}};
  const auto refused = world.run(takeovers.begin(std::move(second)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::exhausted);
}

TEST_F(GatewayTakeover, StoppedByOrderAnswersOnlyLeavingAndACrisis) {
  StopOrder order{{"key_1", "", "operator"}, "冒用", {}};
  ASSERT_TRUE(world.run(stops.stop(lin, std::move(order))));
  const auto refused = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(refused->status(), 403);
  EXPECT_EQ(error_of(*refused), "anban_conversation_stopped");
  EXPECT_EQ(anban_of(*world.ask(World::chat("lin", intent)))["outcome"], "soothed");
  EXPECT_EQ(anban_of(*world.ask(World::chat("lin", "再见")))["outcome"], "ended");
  stops.clear();
  ASSERT_TRUE(stops.load());
  EXPECT_TRUE(stops.has(lin->ref)) << "over a restart";
  EXPECT_EQ(stops.order_for(*lin).value()->reason, "冒用");
  ASSERT_TRUE(world.run(stops.lift(lin, {"key_1", "", "operator"})));
  EXPECT_EQ(world.ask(World::chat("lin", "你好啊"))->status(), 200);
}

}  // namespace
}  // namespace anban
