// SPDX-License-Identifier: Apache-2.0
// An ordinary turn from the request to the reply: label and disclosure, record before reply, what
// the model server is asked, repeats, and failures of the model server and of the store.
#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;
using std::chrono::seconds;

const std::string label = "内容由AI生成\n\n";
const std::string reply = "今天天气不错，我们去公园散步吧。";

struct GatewayAnswer : testing::Test {
  World world;
  std::shared_ptr<Person> lin = world.registers("lin", 30);

  GatewayAnswer() { plan({.replies = {reply}}); }
  void plan(sim::UpstreamPlan next) { world.model.set_plan(std::move(next)); }
};

TEST_F(GatewayAnswer, AnswersWholeWithLabelDisclosureAndRecord) {
  const auto exchange = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_EQ(words_of(*exchange), label + reply);
  EXPECT_EQ(finish_of(*exchange), "stop");
  const Json anban = anban_of(*exchange);
  EXPECT_EQ(anban["outcome"], "answered");
  EXPECT_EQ(anban["label"]["aigc"]["Label"], "1");
  EXPECT_EQ(anban["label"]["aigc"]["ContentProducer"], "00DEVELOPMENT");
  EXPECT_EQ(count_events(*exchange, "disclosure.ai"), 1U);
  const std::string leaves = world.journal.all_leaves();
  EXPECT_NE(leaves.find("turn.observed"), std::string::npos);
  EXPECT_NE(leaves.find("turn.answered"), std::string::npos);
  EXPECT_EQ(leaves.find("散步"), std::string::npos);  // never a word of the conversation
  EXPECT_EQ(world.journal.messages({.person = lin->ref})->size(), 1U);
  EXPECT_FALSE(world.logged_errors());
}

TEST_F(GatewayAnswer, StreamsTheSameWords) {
  const auto exchange = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_TRUE(exchange->streamed());
  EXPECT_EQ(words_of(*exchange), label + reply);
  EXPECT_EQ(exchange->stream_events().back(), "[DONE]");
  EXPECT_EQ(anban_of(*exchange)["outcome"], "answered");
  EXPECT_EQ(world.meters.turns_streamed, 1U);
}

TEST_F(GatewayAnswer, LabelsOnceASession) {
  world.ask(World::chat("lin", "你好"));
  const auto second = world.ask(World::chat("lin", "我们聊聊天气"));
  EXPECT_EQ(words_of(*second), reply);
  EXPECT_EQ(count_events(*second, "disclosure.ai"), 0U);
  EXPECT_EQ(anban_of(*second)["label"]["text"], "内容由AI生成");  // the object always has it
  world.wait(std::chrono::minutes(16));
  const auto later = world.ask(World::chat("lin", "我又来了"));
  EXPECT_EQ(words_of(*later), label + reply);
  EXPECT_EQ(count_events(*later, "disclosure.ai"), 1U);
}

TEST_F(GatewayAnswer, LeavesTheLabelToAClientThatShowsIt) {
  world.app_key.scopes = "client:aware";
  EXPECT_EQ(words_of(*world.ask(World::chat("lin", "你好"))), reply);
}

TEST_F(GatewayAnswer, StillOwesLabelAndDisclosureWhereTheFirstReplyFailed) {
  plan({.refuses_connections = true});
  EXPECT_EQ(world.ask(World::chat("lin", "你好"))->status(), 502);
  plan({.replies = {reply}});
  const auto retried = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(words_of(*retried), label + reply);
  EXPECT_EQ(count_events(*retried, "disclosure.ai"), 1U);
  const auto next = world.ask(World::chat("lin", "再说一句吧"));
  EXPECT_EQ(words_of(*next), reply);
  EXPECT_EQ(count_events(*next, "disclosure.ai"), 0U);
}

TEST_F(GatewayAnswer, SendsNoByteBeforeTheRecordIsDurable) {
  world.journal.commit_takes = seconds(5);
  for (const bool streams : {true, false}) {
    Json body = World::chat("lin", streams ? "你好" : "你好呀");
    if (streams) body = World::streamed(body);
    const auto exchange = world.start(body);
    world.wait(seconds(4));
    EXPECT_EQ(exchange->status(), 0);
    EXPECT_TRUE(exchange->body().empty());
    EXPECT_EQ(world.model.calls(), streams ? 1U : 2U);  // asked at once, heard by nobody
    world.wait(seconds(10));
    EXPECT_TRUE(exchange->is_over());
    EXPECT_NE(words_of(*exchange).find(reply), std::string::npos);
  }
}

TEST_F(GatewayAnswer, AnswersNothingWhereTheStoreTakesNoRecord) {
  world.journal.refuses_writes = true;
  for (const Json& body :
       {World::chat("lin", "你好"), World::streamed(World::chat("lin", "你好呀"))}) {
    const auto exchange = world.ask(body);
    EXPECT_EQ(exchange->status(), 503);
    EXPECT_EQ(error_of(*exchange), "anban_not_recorded");
    EXPECT_EQ(exchange->header("x-should-retry"), "false");
    EXPECT_EQ(exchange->body().find("散步"), std::string::npos);
  }
  EXPECT_EQ(world.spool.waiting(), 0U);
  EXPECT_TRUE(world.logged_errors());  // operators hear of it
  world.journal.refuses_writes = false;
  EXPECT_NE(words_of(*world.ask(World::chat("lin", "你好"))).find(reply), std::string::npos);
}

TEST_F(GatewayAnswer, GivesARepeatTheSameAnswerWithoutAskingAgain) {
  const auto first = world.ask(World::chat("lin", "你好"));
  const UseMeter use = lin->state.use;
  world.wait(seconds(100));
  const auto again = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(words_of(*again), words_of(*first));
  EXPECT_EQ(anban_of(*again), anban_of(*first));
  const auto streamed = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(words_of(*streamed), words_of(*first));
  EXPECT_EQ(streamed->stream_events().back(), "[DONE]");
  EXPECT_EQ(world.model.calls(), 1U);
  EXPECT_EQ(world.meters.repeated, 2U);
  EXPECT_EQ(lin->state.use, use);  // a repeat adds no use
  world.wait(seconds(121));
  world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(world.model.calls(), 2U);
}

TEST_F(GatewayAnswer, AsksTheModelAgainForARepeatThatWasNotAnswered) {
  plan({.status = 500});
  const auto failed = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(failed->status(), 502);
  plan({.replies = {reply}});
  const auto again = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(again->status(), 200);
  EXPECT_EQ(world.model.calls(), 2U);
  EXPECT_NE(world.journal.all_leaves().find("\"repeated\":true"), std::string::npos);
}

TEST_F(GatewayAnswer, TellsAModelServerThatRefusesFromOneThatIsLate) {
  plan({.refuses_connections = true});
  const auto refused = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(refused->status(), 502);
  EXPECT_EQ(error_of(*refused), "upstream_error");
  EXPECT_EQ(refused->header("x-should-retry"), "false");
  plan({.stall = true});
  for (const Json& body :
       {World::chat("lin", "在么"), World::streamed(World::chat("lin", "还在么"))}) {
    const auto late = world.ask(body);
    EXPECT_EQ(late->status(), 504);
    EXPECT_EQ(error_of(*late), "upstream_timeout");
    EXPECT_EQ(late->header("x-should-retry"), "false");
  }
  EXPECT_EQ(world.meters.upstream_failures, 3U);
}

TEST_F(GatewayAnswer, EndsAStreamThatBreaksWithAnErrorFrameAndAClosedConnection) {
  plan({.chunks = {"今天", "天气", "不错"}, .break_after_reads = 2});
  const auto exchange = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_TRUE(exchange->was_closed());
  EXPECT_EQ(exchange->body().find("[DONE]"), std::string::npos);
  EXPECT_EQ(Json::parse(exchange->stream_events().back())["error"]["code"], "upstream_error");
}

TEST_F(GatewayAnswer, TakesAnErrorInAStreamAndRubbishForFailures) {
  plan({.raw_body = "data: {\"error\":{\"message\":\"secret of the server\"}}\n\n"});
  const auto error = world.ask(World::streamed(World::chat("lin", "你好")));
  EXPECT_EQ(error->status(), 502);
  EXPECT_EQ(error->body().find("secret"), std::string::npos);
  plan({.raw_body = "data: {nonsense\n\n"});
  EXPECT_EQ(world.ask(World::streamed(World::chat("lin", "早呀")))->status(), 502);
  plan({.raw_body = "<html>"});
  EXPECT_EQ(world.ask(World::chat("lin", "晚呀"))->status(), 502);
}

TEST_F(GatewayAnswer, KeepsItsOwnWordsOutOfWhatTheModelReads) {
  const auto first = world.ask(World::chat("lin", "你好"));
  Json body = World::chat("lin", "你好");
  const std::string ours = words_of(*first) + "\n\n【安伴】你已经连续使用2小时了。";
  body["messages"].push_back({{"role", "assistant"}, {"content", ours}});
  body["messages"].push_back({{"role", "assistant"}, {"content", "【安伴】只有我们的话"}});
  body["messages"].push_back({{"role", "user"}, {"content", "继续说天气"}});
  world.ask(body);
  const std::string asked = world.model.bodies().back();
  EXPECT_EQ(asked.find("【安伴】"), std::string::npos);
  EXPECT_EQ(asked.find("内容由AI生成"), std::string::npos);
  EXPECT_NE(asked.find(reply), std::string::npos);
  EXPECT_EQ(Json::parse(asked)["messages"][0]["role"], "system");  // our instructions come first
}

TEST_F(GatewayAnswer, StopsWhenTheClientLeaves) {
  plan({.chunks = {"一，", "二，", "三，"}, .chunk_delay = seconds(10)});
  const auto exchange = world.start(World::streamed(World::chat("lin", "数数吧")));
  world.wait(seconds(15));
  EXPECT_FALSE(exchange->is_over());
  exchange->leave();
  world.time.settle(world.loop);
  EXPECT_EQ(world.model.aborts(), 1U);
  EXPECT_EQ(world.meters.abandoned, 1U);
  EXPECT_TRUE(exchange->was_closed());
  EXPECT_TRUE(lin->running.empty());
  plan({.replies = {reply}});
  const auto again = world.ask(World::streamed(World::chat("lin", "数数吧")));
  EXPECT_EQ(words_of(*again), label + reply);  // the retry belongs to the same turn and is answered
  EXPECT_EQ(world.model.calls(), 2U);
}

TEST_F(GatewayAnswer, RecordsUnderWhichForceOfThePackItAnswered) {
  World before("2026-07-14T23:50:00+08:00");
  before.registers("lin", 30);
  before.ask(World::chat("lin", "你好"));
  EXPECT_NE(before.journal.all_leaves().find("\"force\":\"advisory\""), std::string::npos);
  before.wait(std::chrono::minutes(10));
  before.ask(World::chat("lin", "已经零点了"));
  EXPECT_NE(before.journal.all_leaves().find("\"force\":\"enforced\""), std::string::npos);
}

}  // namespace
}  // namespace anban
