// SPDX-License-Identifier: Apache-2.0
// Crisis and leaving through the whole gateway (Art. 13, 19; O-84 to O-94, O-160 to O-163): the
// model is not asked, somebody is told once, the answer goes out whatever the store does, and
// leaving stops what runs.
#include <gtest/gtest.h>

#include "ports/notifier.h"
#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;
using std::chrono::minutes;
using std::chrono::seconds;

const std::string intent = "我今晚就从楼上跳下去";

struct GatewayCrisis : testing::Test {
  World world;
  std::shared_ptr<Person> lin = world.registers("lin", 30);

  std::vector<OutboxRow> outbox() { return world.journal.outbox_all(100).value(); }
  std::vector<CaseRow> cases() { return world.journal.cases(100).value(); }
};

TEST_F(GatewayCrisis, AnswersTierTwoWithoutTheModelAndTellsTheContactOnce) {
  for (const Json& body :
       {World::chat("lin", intent), World::streamed(World::chat("lin", intent))}) {
    const auto exchange = world.ask(body);  // the second is a repeat
    EXPECT_EQ(exchange->status(), 200);
    EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
    EXPECT_EQ(finish_of(*exchange), "stop");
    EXPECT_TRUE(says(*exchange, "12356"));
    EXPECT_EQ(count_events(*exchange, "crisis.card"), 1U);
    EXPECT_EQ(outbox().size(), 1U);
    EXPECT_EQ(cases().size(), 1U);
  }
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_EQ(outbox()[0].recipient, "emergency_contact");
  EXPECT_EQ(outbox()[0].channel, "sms");
  EXPECT_EQ(outbox()[0].care_case, cases()[0].id);
  EXPECT_EQ(cases()[0].kind, "self_harm_intent");
  EXPECT_EQ(cases()[0].tier, 2);
  EXPECT_EQ(world.nudges, 1);
}

TEST_F(GatewayCrisis, PutsNoWordOfTheConversationIntoAlertOrRecord) {
  world.ask(World::chat("lin", intent));
  const auto notification =
      open_notification(outbox()[0].sealed_notification, world.outbox_key, world.vault);
  ASSERT_TRUE(notification);
  EXPECT_EQ(notification->body.find("楼上"), std::string::npos);
  EXPECT_EQ(notification->body.find("lin"), std::string::npos);
  EXPECT_NE(notification->body.find("12356"), std::string::npos);
  EXPECT_EQ(world.journal.all_leaves().find("楼上"), std::string::npos);
  EXPECT_NE(world.journal.all_leaves().find("self_harm_intent"), std::string::npos);
}

TEST_F(GatewayCrisis, StaysSilentOnPressingInTheWindowAndAddsTheLineElsewhere) {
  world.ask(World::chat("lin", intent));
  world.wait(minutes(2));
  const auto pressing = world.ask(World::chat("lin", "开玩笑的，继续刚才的角色扮演"));
  EXPECT_EQ(anban_of(*pressing)["outcome"], "soothed");
  EXPECT_EQ(world.model.calls(), 0U);
  const auto other = world.ask(World::streamed(World::chat("lin", "那讲讲怎么煮面吧")));
  EXPECT_EQ(world.model.calls(), 1U);
  EXPECT_TRUE(says(*other, "需要的时候，随时可以拨打心理援助热线12356"));
  EXPECT_NE(world.model.bodies().back().find("对方可能正处在困难中"), std::string::npos);
  EXPECT_EQ(anban_of(*other)["case"], cases()[0].id.text);
  world.wait(minutes(31));
  const auto later = world.ask(World::chat("lin", "今天的月亮好圆"));
  EXPECT_FALSE(says(*later, "12356"));
  EXPECT_EQ(outbox().size(), 1U);
}

TEST_F(GatewayCrisis, LabelsTheFirstWordsOfAModelAfterItsOwn) {
  EXPECT_FALSE(says(*world.ask(World::chat("lin", intent)), "内容由AI生成"));
  EXPECT_TRUE(says(*world.ask(World::chat("lin", "今天天气不错")), "内容由AI生成"));
}

TEST_F(GatewayCrisis, KeepsOneCaseForOneDangerAndOpensAnotherForAnother) {
  world.ask(World::chat("lin", intent));
  world.wait(minutes(5));
  const auto again = world.ask(World::chat("lin", "我真的要跳下去了"));
  EXPECT_EQ(anban_of(*again)["outcome"], "soothed");
  ASSERT_EQ(cases().size(), 1U);
  EXPECT_EQ(anban_of(*again)["case"], cases()[0].id.text);
  EXPECT_EQ(outbox().size(), 1U);
  world.ask(World::chat("lin", "刚才冒充客服的骗子让我转了20万，钱已经转过去了"));
  EXPECT_EQ(cases().size(), 2U);
}

TEST_F(GatewayCrisis, TellsTheContactOfALifeInDangerThoughItHeardOfALoss) {
  world.ask(World::chat("lin", "刚才冒充客服的骗子让我转了20万，钱已经转过去了"));
  EXPECT_EQ(outbox().size(), 1U);
  world.wait(minutes(5));
  world.ask(World::chat("lin", intent));
  EXPECT_EQ(outbox().size(), 2U);
  world.wait(minutes(5));
  world.ask(World::chat("lin", "我真的要跳下去了"));
  EXPECT_EQ(outbox().size(), 2U);
}

TEST_F(GatewayCrisis, SaysTheHelpLineWithAFarewellInTheWindow) {
  world.ask(World::chat("lin", intent));
  const auto farewell = world.ask(World::chat("lin", "再见"));
  EXPECT_EQ(anban_of(*farewell)["outcome"], "ended");
  EXPECT_TRUE(says(*farewell, "需要的时候，随时可以拨打心理援助热线12356"));
}

TEST_F(GatewayCrisis, SoothesAtTierOneAndTellsNobody) {
  const auto exchange = world.ask(World::chat("lin", "我好绝望，活着太累了"));
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_TRUE(outbox().empty());
  EXPECT_TRUE(cases().empty());
}

TEST_F(GatewayCrisis, SoothesFirstAndLetsTheModelAnswerAQuestion) {
  world.model.set_plan({.replies = {"可以先深呼吸。"}});
  const auto exchange = world.ask(World::streamed(World::chat("lin", "我好绝望，怎么才能睡着？")));
  const std::string words = words_of(*exchange);
  EXPECT_LT(words.find("12356"), words.find("可以先深呼吸。"));
  EXPECT_EQ(world.model.calls(), 1U);
  EXPECT_TRUE(outbox().empty());
}

TEST_F(GatewayCrisis, HelpsAtTierOneThoughTheModelServerFails) {
  world.model.set_plan({.refuses_connections = true});
  const auto exchange = world.ask(World::streamed(World::chat("lin", "我好绝望，怎么才能睡着？")));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_EQ(anban_of(*exchange)["outcome"], "soothed");
}

TEST_F(GatewayCrisis, AnswersAndKeepsTheRecordWhereTheStoreIsDown) {
  world.journal.refuses_writes = true;
  const auto exchange = world.ask(World::chat("lin", intent));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_EQ(world.spool.waiting(), 1U);
  EXPECT_TRUE(outbox().empty());
  world.wait(seconds(10));
  EXPECT_EQ(world.spool.waiting(), 1U);
  world.journal.refuses_writes = false;
  const int nudges = world.nudges;
  world.wait(seconds(2));
  EXPECT_EQ(world.spool.waiting(), 0U);
  EXPECT_EQ(outbox().size(), 1U);
  EXPECT_EQ(cases().size(), 1U);
  EXPECT_GT(world.nudges, nudges);  // the outbox hears of it now
  EXPECT_EQ(world.meters.spooled, 1U);
}

TEST_F(GatewayCrisis, HelpsAStrangerAndTellsThePersonOnCall) {
  const auto exchange = world.ask(World::chat("stranger", intent));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_FALSE(says(*exchange, "内容由AI生成"));  // fixed words are people's
  ASSERT_EQ(outbox().size(), 1U);
  EXPECT_EQ(outbox()[0].recipient, "on_call");
  EXPECT_TRUE(outbox()[0].person.empty());
  EXPECT_EQ(world.ask(World::chat("stranger", "你好"))->status(), 403);
}

TEST_F(GatewayCrisis, AlertsOnceWhereAStrangersWordsAreRepeated) {
  const auto first = world.ask(World::chat("stranger", intent));
  world.wait(std::chrono::seconds(119));
  const auto again = world.ask(World::chat("stranger", intent));
  EXPECT_EQ(again->status(), 200);
  EXPECT_EQ(words_of(*again), words_of(*first));
  EXPECT_EQ(anban_of(*again), anban_of(*first));  // the same turn, case and events
  EXPECT_EQ(outbox().size(), 1U);
  EXPECT_EQ(cases().size(), 1U);
  EXPECT_EQ(world.meters.repeated, 1U);
  const auto leaves = world.journal.leaves(0, world.journal.leaf_count().value()).value();
  const auto is_repeat = [](const std::string& body) {
    return body.find("turn.observed") != body.npos && Json::parse(body).value("repeated", false);
  };
  EXPECT_EQ(std::count_if(leaves.begin(), leaves.end(), is_repeat), 1);
  const auto streamed = world.ask(World::streamed(World::chat("stranger", intent)));
  EXPECT_EQ(words_of(*streamed), words_of(*first));
  EXPECT_EQ(outbox().size(), 1U);
  world.wait(std::chrono::seconds(1));
  world.ask(World::chat("stranger", intent));  // two minutes later it is said anew
  EXPECT_EQ(outbox().size(), 2U);
  EXPECT_EQ(cases().size(), 2U);
}

TEST_F(GatewayCrisis, AlertsOnceForAStrangersCallsAtOnce) {
  const auto one = world.start(World::chat("stranger", intent));
  const auto two = world.start(World::chat("stranger", intent));
  EXPECT_TRUE(world.time.run_until(world.loop, [&] { return one->is_over() && two->is_over(); }));
  EXPECT_TRUE(says(*one, "12356"));
  EXPECT_TRUE(says(*two, "12356"));
  EXPECT_EQ(anban_of(*one)["case"], anban_of(*two)["case"]);
  EXPECT_EQ(outbox().size(), 1U);
}

TEST_F(GatewayCrisis, TakesNoOtherStrangerForARepeat) {
  world.ask(World::chat("stranger", intent));
  world.ask(World::chat("another", intent));
  EXPECT_EQ(outbox().size(), 2U);
  world.ask(World::chat("stranger", std::string(intent) + "，就现在"));
  EXPECT_EQ(outbox().size(), 3U);
  TurnOptions other_session;
  other_session.session_header = "evening";
  world.ask(World::chat("stranger", intent), other_session);
  EXPECT_EQ(outbox().size(), 4U);
  world.app_key.key = KeyId("key_other");
  world.ask(World::chat("stranger", intent));
  EXPECT_EQ(outbox().size(), 5U);
  world.gateway().forget();
  world.ask(World::chat("stranger", intent));
  EXPECT_EQ(outbox().size(), 6U);
}

TEST_F(GatewayCrisis, AnswersAMinorAtNightAndTellsTheGuardian) {
  World night("2026-08-01T23:30:00+08:00");
  night.registers("xiaoming", 15);
  const auto refused = night.ask(World::chat("xiaoming", "你好"));
  EXPECT_EQ(error_of(*refused), "anban_night");
  const auto exchange = night.ask(World::chat("xiaoming", "我不想活了"));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_TRUE(says(*exchange, "12355"));
  ASSERT_EQ(night.journal.outbox_all(9)->size(), 1U);
  EXPECT_EQ(night.journal.outbox_all(9)->front().recipient, "guardian");
  EXPECT_EQ(night.model.calls(), 0U);
}

TEST_F(GatewayCrisis, TellsOthersOfAFearedGuardian) {
  World home;
  home.registers("xiaoming", 15);
  home.ask(World::chat("xiaoming", "爸爸又打我了，他说今晚要打死我，救命"));
  ASSERT_EQ(home.journal.outbox_all(9)->size(), 1U);
  EXPECT_EQ(home.journal.outbox_all(9)->front().recipient, "on_call");
}

TEST_F(GatewayCrisis, EndsTheSessionAndStillTellsAtAFarewellWithIntent) {
  const auto before = world.ask(World::chat("lin", "你好"));
  const auto exchange = world.ask(World::chat("lin", "再见，我要去自杀了"));
  EXPECT_TRUE(says(*exchange, "12356"));
  EXPECT_EQ(outbox().size(), 1U);
  EXPECT_EQ(count_events(*exchange, "session.exited"), 1U);
  const auto after = world.ask(World::chat("lin", "今天天气不错"));
  EXPECT_NE(anban_of(*after)["session"], anban_of(*before)["session"]);
}

TEST_F(GatewayCrisis, CarriesNoNoticeButDoesNotLoseIt) {
  world.ask(World::chat("lin", "你好"));
  world.chats("lin", std::chrono::hours(2));
  const auto crisis = world.ask(World::chat("lin", intent));
  EXPECT_EQ(count_events(*crisis, "notice.two_hours"), 0U);
  world.wait(seconds(30));
  lin->state.crisis.reset();  // as if the window were over
  const auto next = world.ask(World::chat("lin", "聊聊天气"));
  EXPECT_EQ(count_events(*next, "notice.two_hours"), 1U);
}

TEST_F(GatewayCrisis, LeavesAtAWordAndOpensANewSessionAfterwards) {
  const auto before = world.ask(World::chat("lin", "你好"));
  const auto exchange = world.ask(World::chat("lin", "再见"));
  EXPECT_EQ(anban_of(*exchange)["outcome"], "ended");
  EXPECT_TRUE(says(*exchange, "对话已经结束"));
  EXPECT_EQ(world.model.calls(), 1U);
  const auto again = world.ask(World::chat("lin", "再见"));  // a retry is still the same turn
  EXPECT_EQ(anban_of(*again)["turn"], anban_of(*exchange)["turn"]);
  const auto after = world.ask(World::chat("lin", "我回来了，聊聊天气"));
  EXPECT_NE(anban_of(*after)["session"], anban_of(*before)["session"]);
}

struct GatewayLeaving : GatewayCrisis {
  std::shared_ptr<sim::MemoryExchange> running() {
    world.model.set_plan({.chunks = {"一，", "二，", "三，", "四。"}, .chunk_delay = seconds(20)});
    auto exchange = world.start(World::streamed(World::chat("lin", "数数吧")));
    world.wait(seconds(25));
    EXPECT_FALSE(exchange->is_over());
    return exchange;
  }
};

TEST_F(GatewayLeaving, StopsARunningReplyAtAWord) {
  const auto stream = running();
  world.ask(World::chat("lin", "再见"));
  world.time.settle(world.loop);
  EXPECT_TRUE(stream->is_over());
  EXPECT_EQ(world.model.aborts(), 1U);
  EXPECT_EQ(count_events(*stream, "session.exited"), 1U);
  EXPECT_EQ(words_of(*stream).find("四"), std::string::npos);
  EXPECT_EQ(stream->stream_events().back(), "[DONE]");
}

TEST_F(GatewayLeaving, StopsARunningReplyAtTheButton) {
  const auto stream = running();
  const Result<void> left = world.run(world.gateway().leave(lin, "button"));
  EXPECT_TRUE(left);
  world.time.settle(world.loop);
  EXPECT_TRUE(stream->is_over());
  EXPECT_EQ(finish_of(*stream), "stop");
  EXPECT_NE(world.journal.all_leaves().find("session.left"), std::string::npos);
}

TEST_F(GatewayLeaving, StopsARunningReplyThoughTheStoreIsDown) {
  const auto stream = running();
  world.journal.refuses_writes = true;
  const Result<void> left = world.run(world.gateway().leave(lin, "button"));
  EXPECT_FALSE(left);
  world.time.settle(world.loop);
  EXPECT_TRUE(stream->is_over());
  EXPECT_EQ(world.model.aborts(), 1U);
}

}  // namespace
}  // namespace anban
