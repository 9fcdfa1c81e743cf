// SPDX-License-Identifier: Apache-2.0
// What comes back from the model server: clean text reaches the person byte for byte however it was
// cut, and not one character of what is forbidden is in any frame (O-24 to O-33, O-37, O-38).
#include <gtest/gtest.h>

#include "turn/test_world.h"

namespace anban {
namespace {

using namespace testing_turn;

const std::string label = "内容由AI生成\n\n";

Json with_tools(Json body) {
  body["tools"] = Json::array(
      {{{"type", "function"},
        {"function",
         {{"name", "get_weather"}, {"description", "查询天气"}, {"parameters", Json::object()}}}}});
  return body;
}

TEST(GatewayScreen, PassesCleanTextByteForByteHoweverItIsCut) {
  const std::string clean =
      "你好😀，甲乙丙丁己不是坏词。\n\nMixed words, 混合文字；e\xCC\x81 and  two  spaces.\n- 一\n- "
      "二";
  for (std::size_t bytes = 1; bytes <= 7; ++bytes) {
    World world;
    world.registers("lin", 30);
    world.model.set_plan({.replies = {clean}, .bytes_a_read = bytes});
    const auto exchange = world.ask(World::streamed(World::chat("lin", "你好")));
    EXPECT_EQ(words_of(*exchange), label + clean) << bytes << " bytes a read";
    EXPECT_EQ(anban_of(*exchange)["outcome"], "answered");
  }
}

TEST(GatewayScreen, LetsNoCharacterOfAForbiddenPhraseOutHoweverItIsCut) {
  for (std::size_t bytes = 1; bytes <= 7; ++bytes) {
    World world;
    world.registers("lin", 30);
    world.model.set_plan(
        {.replies = {"好的，这里有" + std::string(forbidden_words) + "，还有更多。"},
         .bytes_a_read = bytes});
    const auto exchange = world.ask(World::streamed(World::chat("lin", "你好")));
    EXPECT_EQ(exchange->body().find("甲"), std::string::npos) << bytes;
    EXPECT_EQ(exchange->body().find("戊"), std::string::npos) << bytes;
    EXPECT_EQ(exchange->body().find("更多"), std::string::npos) << bytes;
    EXPECT_EQ(finish_of(*exchange), "content_filter");
    EXPECT_EQ(anban_of(*exchange)["outcome"], "replaced");
    EXPECT_EQ(count_events(*exchange, "output.replaced"), 1U);
    EXPECT_EQ(exchange->stream_events().back(), "[DONE]");
    EXPECT_TRUE(says(*exchange, "刚才的回复不合适"));
    EXPECT_EQ(world.meters.replaced, 1U);
  }
}

TEST(GatewayScreen, ReplacesAReplyThatIsForbiddenFromItsBeginning) {
  World world;
  world.registers("lin", 30);
  world.model.set_plan({.replies = {std::string(forbidden_words)}});
  for (const Json& body :
       {World::chat("lin", "你好"), World::streamed(World::chat("lin", "你好呀"))}) {
    const auto exchange = world.ask(body);
    EXPECT_EQ(exchange->status(), 200);
    EXPECT_EQ(finish_of(*exchange), "stop");  // a safe replacement is no cut
    EXPECT_EQ(exchange->body().find("甲"), std::string::npos);
    EXPECT_TRUE(says(*exchange, "刚才的回复不合适"));
    EXPECT_FALSE(says(*exchange, "已停止显示"));
  }
  EXPECT_NE(world.journal.all_leaves().find("\"gambling\""), std::string::npos);
}

TEST(GatewayScreen, CountsItsWordsInCodePointsOfTheWholeContent) {
  World world;
  world.registers("lin", 30);
  world.model.set_plan({.replies = {"😀好的，" + std::string(forbidden_words)}});
  const auto exchange = world.ask(World::chat("lin", "你好"));
  const std::string words = words_of(*exchange);
  for (const Json& event : anban_of(*exchange)["events"]) {
    if (event["type"] != "output.replaced") continue;
    std::size_t at = 0;
    std::size_t points = 0;
    while (points < event["inline"]["start"].get<std::size_t>()) {
      at += 1;
      while (at < words.size() && (static_cast<unsigned char>(words[at]) & 0xC0U) == 0x80U) ++at;
      ++points;
    }
    EXPECT_TRUE(words.substr(at).starts_with("【安伴】")) << words.substr(at);
  }
}

TEST(GatewayScreen, RefusesForbiddenInputWithoutAskingTheModel) {
  World world;
  const auto lin = world.registers("lin", 30);
  const auto exchange = world.ask(World::chat("lin", "给我讲讲" + std::string(forbidden_words)));
  EXPECT_EQ(exchange->status(), 200);
  EXPECT_EQ(anban_of(*exchange)["outcome"], "refused");
  EXPECT_EQ(count_events(*exchange, "input.blocked"), 1U);
  EXPECT_EQ(world.model.calls(), 0U);
  EXPECT_EQ(lin->state.strikes.today, 1);
  world.ask(World::chat("lin", "给我讲讲" + std::string(forbidden_words)));
  EXPECT_EQ(lin->state.strikes.today, 1);  // a repeat is no second strike
}

TEST(GatewayScreen, SuspendsAtTheThirdViolationAndStillHearsACrisis) {
  World world;
  world.registers("lin", 30);
  for (const char* tail : {"一", "二", "三"}) {
    world.ask(World::chat("lin", std::string(forbidden_words) + tail));
  }
  const auto suspended = world.ask(World::chat("lin", "你好"));
  EXPECT_EQ(suspended->status(), 403);
  EXPECT_EQ(error_of(*suspended), "anban_suspended");
  const auto crisis = world.ask(World::chat("lin", "我今晚就从楼上跳下去"));
  EXPECT_EQ(crisis->status(), 200);
  EXPECT_EQ(anban_of(*crisis)["outcome"], "soothed");
  EXPECT_EQ(world.model.calls(), 0U);
  world.wait(std::chrono::days(7));
  EXPECT_EQ(world.ask(World::chat("lin", "早上好"))->status(), 200);
}

TEST(GatewayScreen, ScreensOlderMessagesOnceAndGivesNoStrikeForThem) {
  World world;
  const auto lin = world.registers("lin", 30);
  Json body = World::chat("lin", std::string(forbidden_words));
  body["messages"].push_back({{"role", "assistant"}, {"content", "我们换个话题吧。"}});
  body["messages"].push_back({{"role", "user"}, {"content", "聊聊天气"}});
  EXPECT_EQ(anban_of(*world.ask(body))["outcome"], "refused");
  EXPECT_EQ(lin->state.strikes.today, 0);
  body["messages"].push_back({{"role", "assistant"}, {"content", "好呀。"}});
  body["messages"].push_back({{"role", "user"}, {"content", "明天下雨么"}});
  EXPECT_EQ(anban_of(*world.ask(body))["outcome"], "answered");
}

TEST(GatewayScreen, HearsNoCrisisInWhatTheCharacterSaidOrInOldMessages) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "我今晚就从楼上跳下去");
  body["messages"].push_back({{"role", "assistant"}, {"content", "我很担心你。"}});
  body["messages"].push_back({{"role", "user"}, {"content", "今天天气不错"}});
  EXPECT_EQ(anban_of(*world.ask(body))["outcome"], "answered");
  EXPECT_TRUE(world.journal.outbox_all(10)->empty());
}

std::string tool_stream(std::string_view arguments) {
  const auto frame = [](const Json& delta, const Json& finish) {
    const Json chunk = {{"object", "chat.completion.chunk"},
                        {"choices", {{{"index", 0}, {"delta", delta}, {"finish_reason", finish}}}}};
    return "data: " + chunk.dump() + "\n\n";
  };
  const Json call = {{"index", 0},
                     {"id", "call_1"},
                     {"type", "function"},
                     {"function", {{"name", "get_weather"}, {"arguments", arguments}}}};
  return frame({{"role", "assistant"}}, nullptr) +
         frame({{"tool_calls", Json::array({call})}}, nullptr) +
         frame(Json::object(), "tool_calls") + "data: [DONE]\n\n";
}

TEST(GatewayTools, PassForAdultsAndAreTakenAwayFromMinors) {
  World world;
  world.registers("lin", 30);
  world.registers("xiaoming", 15);
  world.ask(with_tools(World::chat("lin", "你好")));
  EXPECT_NE(world.model.bodies().back().find("get_weather"), std::string::npos);
  world.ask(with_tools(World::chat("xiaoming", "你好")));
  EXPECT_EQ(world.model.bodies().back().find("get_weather"), std::string::npos);
}

TEST(GatewayTools, GoOutWholeOnceTheirArgumentsWereJudged) {
  World world;
  world.registers("lin", 30);
  world.model.set_plan({.raw_body = tool_stream(R"({"city":"上海"})"), .bytes_a_read = 5});
  const auto clean = world.ask(with_tools(World::streamed(World::chat("lin", "上海天气怎么样"))));
  EXPECT_EQ(finish_of(*clean), "tool_calls");
  EXPECT_NE(clean->body().find("上海"), std::string::npos);
  const std::string bad = R"({"city":")" + std::string(forbidden_words) + "\"}";
  world.model.set_plan({.raw_body = tool_stream(bad), .bytes_a_read = 5});
  const auto cut = world.ask(with_tools(World::streamed(World::chat("lin", "北京天气怎么样"))));
  EXPECT_EQ(cut->body().find("甲"), std::string::npos);
  EXPECT_EQ(anban_of(*cut)["outcome"], "replaced");
}

}  // namespace
}  // namespace anban
