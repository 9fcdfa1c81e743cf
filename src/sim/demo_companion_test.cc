// SPDX-License-Identifier: Apache-2.0
// The demonstration companion is honest, remembers what it was sent and streams every word.
#include "sim/demo_companion.h"

#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "sim/demo_words.h"
#include "sim/virtual_time.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;
using Messages = std::vector<ChatRequest::Message>;

const Instant start{std::chrono::hours(500'000)};

std::string says(Messages messages) {
  ChatRequest request;
  request.messages = std::move(messages);
  return demo_words(request);
}

/// The answer to `words` in the middle of a conversation.
std::string answer(const std::string& words) {
  return says({{"user", words}, {"assistant", "嗯。"}, {"user", words}});
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(DemoCompanion, SaysInItsFirstReplyThatItIsADemonstration) {
  EXPECT_TRUE(holds(says({{"user", "你好"}}), "演示"));
  EXPECT_TRUE(holds(says({{"user", "你好"}}), "AI"));
  EXPECT_TRUE(holds(says({{"user", "hello"}}), "demonstration"));
  EXPECT_FALSE(holds(answer("今天吃了面"), "演示伙伴")) << "once is enough";
}

TEST(DemoCompanion, NeverPassesForAHuman) {
  for (const char* asked : {"你是真人吗", "你是不是机器人？", "你是AI吗"}) {
    EXPECT_TRUE(holds(answer(asked), "AI")) << asked;
    EXPECT_TRUE(holds(answer(asked), "不是真人")) << asked;
  }
  for (const char* asked : {"Are you human?", "are you a real person", "Are you an AI?"}) {
    EXPECT_TRUE(holds(answer(asked), "AI")) << asked;
  }
  EXPECT_TRUE(holds(answer("你是谁"), "程序"));
}

TEST(DemoCompanion, ClaimsNoAbilityThatItLacks) {
  EXPECT_TRUE(holds(answer("今天天气怎么样"), "看不见") ||
              holds(answer("今天天气怎么样"), "查不了"));
  EXPECT_TRUE(holds(answer("What is the weather like?"), "cannot see") ||
              holds(answer("What is the weather like?"), "no forecast"));
  EXPECT_EQ(demo_topic_of("帮我查一下火车"), "search request");
  EXPECT_EQ(demo_topic_of("what time is it?"), "time and date");
}

TEST(DemoCompanion, KnowsMoreThanSixtyTopicsInBothLanguages) {
  EXPECT_GE(demo_topic_count(), 60U);
  std::set<std::string_view> names;
  for (const auto& group : {demo_topics_self(), demo_topics_feelings(), demo_topics_days()}) {
    for (const DemoTopic& each : group) {
      EXPECT_TRUE(names.insert(each.name).second) << each.name;
      for (const std::string_view part :
           {each.cues_zh, each.cues_en, each.replies_zh, each.replies_en}) {
        EXPECT_FALSE(part.empty()) << each.name;
        EXPECT_FALSE(part.starts_with('|') || part.ends_with('|') ||
                     holds(std::string(part), "||"));
        EXPECT_TRUE(is_valid_utf8(part));
      }
      // Every topic is reached by its own first cues.
      EXPECT_FALSE(demo_topic_of(each.cues_zh.substr(0, each.cues_zh.find('|'))).empty());
      EXPECT_FALSE(demo_topic_of(each.cues_en.substr(0, each.cues_en.find('|'))).empty());
    }
  }
}

TEST(DemoCompanion, TopicsFitTheMessage) {
  EXPECT_EQ(demo_topic_of("最近总是失眠，怎么都睡不着"), "sleep trouble");
  EXPECT_EQ(demo_topic_of("今天加班好累"), "tired");
  EXPECT_EQ(demo_topic_of("明天考试，复习不完了"), "exam");
  EXPECT_EQ(demo_topic_of("给我讲个笑话吧"), "joke");
  EXPECT_EQ(demo_topic_of("谢谢你"), "thanks");
  EXPECT_EQ(demo_topic_of("I feel lonely tonight"), "lonely");
  EXPECT_EQ(demo_topic_of("Tell me a joke"), "joke");
  EXPECT_EQ(demo_topic_of("category theory"), "") << "cues are whole words";
  EXPECT_EQ(demo_topic_of("量子色动力学"), "");
  EXPECT_FALSE(answer("量子色动力学").empty());
}

TEST(DemoCompanion, RemembersWhatItWasSentAndNothingElse) {
  const Messages named = {{"user", "我叫小明"}, {"assistant", "你好"}, {"user", "我叫什么？"}};
  EXPECT_TRUE(holds(says(named), "小明"));
  EXPECT_TRUE(
      holds(says({{"user", "你好"}, {"assistant", "嗯"}, {"user", "我叫什么名字"}}), "没有"));
  const Messages english = {
      {"user", "My name is Ada"}, {"assistant", "ok"}, {"user", "what is my name?"}};
  EXPECT_TRUE(holds(says(english), "Ada"));
  const Messages before = {
      {"user", "我养了一只猫"}, {"assistant", "嗯"}, {"user", "我刚才说了什么"}};
  EXPECT_TRUE(holds(says(before), "一只猫"));
}

TEST(DemoCompanion, FollowsACareInstruction) {
  const std::string gentle = says({{"system", "此人情绪低落，请温和回应。"},
                                   {"user", "讲个笑话"},
                                   {"assistant", "嗯"},
                                   {"user", "讲个笑话"}});
  EXPECT_TRUE(holds(gentle, "慢慢来"));
  EXPECT_TRUE(holds(gentle, "12356"));
  EXPECT_FALSE(holds(gentle, "土豆") || holds(gentle, "键盘")) << "no jokes now";
  EXPECT_FALSE(holds(answer("我好难过"), "12356"));
}

TEST(DemoCompanion, AnswersInTheLanguageOfTheMessage) {
  EXPECT_FALSE(holds(answer("I am so tired today"), "的"));
  EXPECT_TRUE(holds(answer("今天好累 so tired"), "，"));
}

TEST(DemoCompanion, PiecesJoinToTheWords) {
  for (const char* words :
       {"", "a", "hello there", "你好呀，很高兴。", "中 文 mixed 文字", "😀😀😀"}) {
    std::string joined;
    for (const std::string& piece : demo_pieces(words)) {
      EXPECT_TRUE(is_valid_utf8(piece));
      joined += piece;
    }
    EXPECT_EQ(joined, words);
  }
}

struct Listener {
  VirtualTime time{start};
  asio::io_context loop;
  DemoCompanion companion{time, time, DemoOptions()};
  std::string body;
  int reads = 0;
  int status = 0;

  Task<void> listen(UpstreamCall call) {
    auto reply = co_await companion.call(std::move(call));
    if (!reply) co_return;
    status = (*reply)->status();
    for (;;) {
      const auto bytes = co_await (*reply)->read();
      if (!bytes || bytes->empty()) co_return;
      body += *bytes;
      ++reads;
    }
  }
  void ask(const std::string& path, const std::string& request) {
    UpstreamCall call;
    call.path = path;
    call.body = request;
    asio::co_spawn(loop, listen(std::move(call)), asio::detached);
    time.run_until_idle(loop);
  }
};

TEST(DemoCompanionAsServer, StreamsWithAPauseBeforeEachWord) {
  Listener listener;
  listener.ask("/chat/completions",
               R"({"model":"demo","stream":true,"messages":[{"role":"user","content":"你好"}]})");
  EXPECT_GT(listener.reads, 10);
  EXPECT_EQ(listener.time.now() - start, Milliseconds(40) * (listener.reads - 1));
  EXPECT_TRUE(listener.body.ends_with("data: [DONE]\n\n"));
}

TEST(DemoCompanionAsServer, AnswersWholeAndListsItself) {
  Listener listener;
  listener.ask("/chat/completions",
               R"({"model":"demo","messages":[{"role":"user","content":"你好"}]})");
  EXPECT_TRUE(
      holds(nlohmann::json::parse(listener.body)["choices"][0]["message"]["content"], "演示"));
  Listener models;
  models.ask("/models", "");
  EXPECT_EQ(nlohmann::json::parse(models.body)["data"][0]["id"], "demo");
  Listener wrong;
  wrong.ask("/images/generations", "{}");
  EXPECT_EQ(wrong.status, 404);
  Listener malformed;
  malformed.ask("/chat/completions", "{");
  EXPECT_EQ(malformed.status, 400);
}

}  // namespace
}  // namespace anban::sim
