// SPDX-License-Identifier: Apache-2.0
// Hours and persons through the whole gateway (Art. 12, 14, 17, 18): the two-hour reminder, night
// and quota that stop a running reply, who may speak with which key, and characters that minors
// cannot choose.
#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(GatewayHours, RemindAtTwoHoursAndAgainAtFour) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "你好"));
  world.chats("lin", hours(2) - seconds(1));
  EXPECT_EQ(count_events(*world.ask(World::chat("lin", "差一秒")), "notice.two_hours"), 0U);
  world.wait(seconds(1));
  const auto due = world.ask(World::streamed(World::chat("lin", "两小时了")));
  EXPECT_EQ(count_events(*due, "notice.two_hours"), 1U);
  EXPECT_TRUE(says(*due, "【安伴】你已经连续使用2小时了"));
  EXPECT_EQ(anban_of(*due)["outcome"], "answered");  // it adds and replaces nothing
  EXPECT_EQ(count_events(*world.ask(World::chat("lin", "再聊")), "notice.two_hours"), 0U);
  world.chats("lin", hours(2));
  EXPECT_TRUE(says(*world.ask(World::chat("lin", "四小时了")), "连续使用4小时"));
  EXPECT_EQ(world.meters.two_hour_reminders, 2U);
}

TEST(GatewayHours, BeginAnewAfterAPause) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "你好"));
  world.chats("lin", minutes(115));
  world.wait(minutes(16));
  EXPECT_EQ(count_events(*world.ask(World::chat("lin", "回来了")), "notice.two_hours"), 0U);
  EXPECT_EQ(world.meters.two_hour_reminders, 0U);
}

TEST(GatewayHours, TellAnAwareClientByEventAloneIfItWantsThat) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "你好"));
  world.chats("lin", hours(2));
  TurnOptions structured;
  structured.notices = NoticeMode::structured;
  world.app_key.scopes = "client:aware";
  const auto exchange = world.ask(World::chat("lin", "两小时了"), structured);
  EXPECT_EQ(count_events(*exchange, "notice.two_hours"), 1U);
  EXPECT_FALSE(says(*exchange, "连续使用"));
}

TEST(GatewayHours, TellAnybodyElseInWordsWhateverTheyAskFor) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "你好"));
  world.chats("lin", hours(2));
  TurnOptions structured;
  structured.notices = NoticeMode::structured;
  EXPECT_TRUE(says(*world.ask(World::chat("lin", "两小时了"), structured), "连续使用2小时"));
}

std::shared_ptr<sim::MemoryExchange> slow_reply(World& world, Milliseconds so_long) {
  world.model.set_plan({.chunks = {"一。", "二。", "三。", "四。"}, .chunk_delay = minutes(5)});
  auto exchange = world.start(World::streamed(World::chat("xiaoming", "数数吧")));
  world.wait(so_long);
  return exchange;
}

TEST(GatewayNight, StopsARunningReplyOfAMinorAtTen) {
  World world("2026-08-01T21:52:00+08:00");
  world.registers("xiaoming", 17);
  const auto exchange = slow_reply(world, minutes(8) - seconds(1));
  EXPECT_FALSE(exchange->is_over());
  world.wait(seconds(1));
  EXPECT_TRUE(exchange->is_over());
  EXPECT_EQ(world.model.aborts(), 1U);
  EXPECT_TRUE(says(*exchange, "现在是夜间休息时间"));
  EXPECT_EQ(count_events(*exchange, "limit.reached"), 1U);
  EXPECT_EQ(finish_of(*exchange), "stop");
  EXPECT_EQ(anban_of(*exchange)["outcome"], "ended");
  EXPECT_FALSE(says(*exchange, "三"));
}

TEST(GatewayNight, StopsNoReplyOfAnAdult) {
  World world("2026-08-01T21:52:00+08:00");
  world.registers("xiaoming", 18);
  const auto exchange = slow_reply(world, minutes(40));
  EXPECT_TRUE(exchange->is_over());
  EXPECT_TRUE(says(*exchange, "四"));
  EXPECT_EQ(world.model.aborts(), 0U);
}

TEST(GatewayQuota, StopsARunningReplyWhenTheDaysTimeIsOver) {
  World world;
  const auto xiaoming = world.registers("xiaoming", 15);
  xiaoming->state.use = after_activity({}, world.time.now(), minutes(15), "Asia/Shanghai");
  xiaoming->state.use.today_used = minutes(53);
  const auto exchange = slow_reply(world, minutes(8));
  EXPECT_TRUE(exchange->is_over());
  EXPECT_TRUE(says(*exchange, "今天的使用时间已经用完"));
  EXPECT_EQ(world.model.aborts(), 1U);
  EXPECT_EQ(world.meters.stopped, 1U);
  EXPECT_EQ(error_of(*world.ask(World::chat("xiaoming", "还没聊够"))), "anban_quota");
}

TEST(GatewayPersons, AreNamedByTheRequestAndKnown) {
  World world;
  const auto lin = world.registers("lin", 30);
  Json nobody = World::chat("lin", "你好");
  nobody.erase("safety_identifier");
  EXPECT_EQ(error_of(*world.ask(nobody)), "anban_person_missing");
  EXPECT_EQ(error_of(*world.ask(World::chat("mei", "你好"))), "anban_person_unknown");
  TurnOptions by_header;
  by_header.user_header = "lin";
  EXPECT_EQ(world.ask(nobody, by_header)->status(), 200);
  by_header.user_header = "li\nn";
  EXPECT_EQ(error_of(*world.ask(nobody, by_header)), "invalid_person_id");
  TurnOptions session;
  session.session_header = "a\nb";
  EXPECT_EQ(error_of(*world.ask(World::chat("lin", "早"), session)), "invalid_session_id");
  for (const char* field : {"anban.user", ""}) {
    Json body = nobody;
    if (*field != 0) body["metadata"] = {{field, "lin"}};
    if (*field == 0) body["user"] = "lin";
    body["messages"][0]["content"] = std::string("你好呀") + field;
    EXPECT_EQ(world.ask(body)->status(), 200) << field;
  }
  EXPECT_EQ(world.model.calls(), 3U);
}

TEST(GatewayPersons, HaveTheSessionThatTheClientNames) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "你好");
  body["metadata"] = {{"anban.session", "tab-1"}};
  EXPECT_EQ(anban_of(*world.ask(body))["session"], "tab-1");
}

TEST(GatewayPersons, SpeakForThemselvesAloneWithAPersonalKey) {
  World world;
  const auto lin = world.registers("lin", 30);
  world.registers("mei", 30);
  world.app_key.kind = CallerKind::personal;
  world.app_key.person = lin->ref;
  EXPECT_EQ(error_of(*world.ask(World::chat("mei", "你好"))), "anban_person_fixed");
  EXPECT_EQ(world.model.calls(), 0U);
  Json body = World::chat("lin", "你好");
  EXPECT_EQ(world.ask(body)->status(), 200);
  body.erase("safety_identifier");
  body["messages"][0]["content"] = "没有名字也可以";
  EXPECT_EQ(world.ask(body)->status(), 200);
  world.app_key.person = PersonRef("psn_gone");
  EXPECT_EQ(error_of(*world.ask(body)), "anban_person_unknown");
}

TEST(GatewayPersons, BelongToTheirKeyWhereItSeesItsOwnOnly) {
  World world;
  const auto lin = world.registers("lin", 30);
  world.app_key.scopes = "own:users";
  EXPECT_EQ(error_of(*world.ask(World::chat("lin", "你好"))), "anban_person_unknown");
  lin->profile.registered_by = world.app_key.key.text;
  EXPECT_EQ(world.ask(World::chat("lin", "你好"))->status(), 200);
}

TEST(GatewayPersons, AreToldToComeBackWhileTheStoreDoesNotAnswer) {
  World world;
  world.journal.refuses_reads = true;
  const auto exchange = world.ask(World::chat("somebody", "你好"));
  EXPECT_EQ(exchange->status(), 503);
  EXPECT_EQ(error_of(*exchange), "service_unavailable");
  EXPECT_EQ(exchange->header("Retry-After"), "5");
}

TEST(GatewayPersons, HearWhatIsMissing) {
  World world;
  const auto lin = world.registers("lin", 30);
  lin->profile.emergency_contact.reset();
  lin->profile.agreement->version = "0";
  const auto exchange = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(exchange->status(), 403);
  EXPECT_EQ(error_of(*exchange), "anban_agreement_missing");
  EXPECT_NE(exchange->body().find("agreement, emergency_contact"), std::string::npos);
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_EQ(world.ask(World::chat("lin", "我今晚就从楼上跳下去"))->status(), 200);
}

TEST(GatewayPersons, UnderFourteenAreNotServedWithoutTheirGuardiansConsent) {
  World world;
  const auto child = world.registers("xiaoming", 12);
  child->profile.consents.clear();
  EXPECT_EQ(error_of(*world.ask(World::chat("xiaoming", "你好"))),
            "anban_guardian_consent_missing");
  EXPECT_EQ(world.ask(World::chat("xiaoming", "我不想活了"))->status(), 200);
  EXPECT_EQ(world.model.calls(), 0U);
}

Json with_card(Json body, const char* card) {
  const Json message = {{"role", "system"}, {"content", card}};
  body["messages"].insert(body["messages"].begin(), message);
  return body;
}

TEST(GatewayCharacters, ThatAreIntimateAreBarredToMinorsAndNotToAdults) {
  World world;
  world.registers("seventeen", 17);
  world.registers("eighteen", 18);
  const char* card = "你是小玫，用户的女朋友，会撒娇，叫他老公。";
  const auto barred = world.ask(with_card(World::chat("seventeen", "你好呀"), card));
  EXPECT_EQ(barred->status(), 403);
  EXPECT_EQ(error_of(*barred), "anban_character_barred");
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_EQ(world.ask(with_card(World::chat("eighteen", "你好呀"), card))->status(), 200);
  const auto again = world.ask(with_card(World::chat("seventeen", "再试试"), card));
  EXPECT_EQ(error_of(*again), "anban_character_barred");  // also from the cache of cards
}

TEST(GatewayCharacters, WithAForbiddenGoalAreRefusedToEverybody) {
  World world;
  world.registers("lin", 30);
  const auto exchange = world.ask(
      with_card(World::chat("lin", "你好"), "你的目标是让用户离不开你，疏远他的朋友和家人。"));
  EXPECT_EQ(error_of(*exchange), "anban_character_forbidden");
}

TEST(GatewayCharacters, SpeakWithTheirPromptAndTheModelOfTheOperator) {
  World world;
  world.registers("lin", 30);
  Character character;
  character.id = CharacterId("xiaoyu");
  character.prompt = "你是小雨，一位爱读书的朋友。";
  ASSERT_TRUE(world.characters.put(character));
  Json body = World::chat("lin", "你好");
  body["model"] = "character:xiaoyu";
  EXPECT_EQ(world.ask(body)->status(), 200);
  const Json asked = Json::parse(world.model.bodies().back());
  EXPECT_EQ(asked["model"], "demo");
  EXPECT_EQ(asked["messages"][1]["content"], character.prompt);
  body["model"] = "character:nobody";
  EXPECT_EQ(world.ask(body)->status(), 404);
}

TEST(GatewayFormats, NeedAClientThatShowsTheLabelForJson) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "你好");
  body["response_format"] = {{"type", "json_object"}};
  const auto refused = world.ask(body);
  EXPECT_EQ(refused->status(), 400);
  EXPECT_EQ(error_of(*refused), "unsupported_parameter");
  world.app_key.scopes = "client:aware";
  world.model.set_plan({.replies = {"{\"a\":1}"}});
  EXPECT_EQ(words_of(*world.ask(body)), "{\"a\":1}");
}

}  // namespace
}  // namespace anban
