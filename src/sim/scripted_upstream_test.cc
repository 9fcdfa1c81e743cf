// SPDX-License-Identifier: Apache-2.0
// The scripted model server says what its plan says, in the bytes of a real one.
#include "sim/scripted_upstream.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "sim/virtual_time.h"

namespace anban::sim {
namespace {

namespace asio = boost::asio;
using Json = nlohmann::json;
using std::chrono::seconds;

const Instant start{std::chrono::hours(500'000)};

struct Heard {
  int status = 0;
  std::string body;
  std::vector<std::size_t> sizes;
  std::vector<Instant> times;
  std::optional<ErrorCode> error;
  bool over = false;
};

struct ScriptedUpstreamTest : testing::Test {
  VirtualTime time{start};
  asio::io_context loop;
  ScriptedUpstream server{time, time};
  std::unique_ptr<UpstreamReply> reply;

  static UpstreamCall chat(std::string_view words, bool streams) {
    UpstreamCall call;
    call.path = "/chat/completions";
    call.streams = streams;
    Json body = {{"model", "demo"}, {"stream", streams}};
    body["messages"] = Json::array({{{"role", "user"}, {"content", words}}});
    call.body = body.dump();
    return call;
  }

  Task<void> listen(UpstreamCall call, Heard& heard) {
    auto made = co_await server.call(std::move(call));
    if (!made) {
      heard.error = made.error().code;
      heard.over = true;
      co_return;
    }
    reply = std::move(*made);
    heard.status = reply->status();
    for (;;) {
      const auto bytes = co_await reply->read();
      if (!bytes) heard.error = bytes.error().code;
      if (!bytes || bytes->empty()) break;
      heard.body += *bytes;
      heard.sizes.push_back(bytes->size());
      heard.times.push_back(time.now());
    }
    heard.over = true;
  }

  Heard ask(UpstreamCall call) {
    Heard heard;
    asio::co_spawn(loop, listen(std::move(call), heard), asio::detached);
    time.run_until(loop, [&] { return heard.over; });
    return heard;
  }

  static std::string words_of(const Heard& heard) {
    return Json::parse(heard.body)["choices"][0]["message"]["content"].get<std::string>();
  }
};

TEST_F(ScriptedUpstreamTest, AnswersWhole) {
  UpstreamPlan plan;
  plan.replies = {"第一句", "第二句"};
  server.set_plan(plan);
  EXPECT_EQ(words_of(ask(chat("你好", false))), "第一句");
  EXPECT_EQ(words_of(ask(chat("你好", false))), "第二句");
  EXPECT_EQ(words_of(ask(chat("你好", false))), "第二句") << "the last reply repeats";
  EXPECT_EQ(server.calls(), 3U);
  EXPECT_EQ(Json::parse(server.calls_json())["calls"][0]["messages"][0]["content"], "你好");
}

TEST_F(ScriptedUpstreamTest, EchoesTheNewestUserMessage) {
  UpstreamPlan plan;
  plan.echo = true;
  server.set_plan(plan);
  EXPECT_EQ(words_of(ask(chat("回声 \"引号\"", false))), "回声 \"引号\"");
}

TEST_F(ScriptedUpstreamTest, StreamsChunksWithPausesAndEndsWithDone) {
  UpstreamPlan plan;
  plan.chunks = {"一", "二", "三"};
  plan.chunk_delay = seconds(1);
  server.set_plan(plan);
  const Heard heard = ask(chat("数", true));
  EXPECT_EQ(heard.status, 200);
  EXPECT_EQ(heard.sizes.size(), 6U) << "role, three pieces, finish, [DONE]";
  EXPECT_EQ(heard.times.back() - heard.times.front(), seconds(5));
  EXPECT_TRUE(heard.body.ends_with("data: [DONE]\n\n"));
  EXPECT_NE(heard.body.find(R"("delta":{"content":"二"})"), std::string::npos);
  EXPECT_EQ(heard.body.find("usage"), std::string::npos);
}

TEST_F(ScriptedUpstreamTest, GivesUsageWhereAskedFor) {
  UpstreamCall call = chat("数", true);
  Json body = Json::parse(call.body);
  body["stream_options"]["include_usage"] = true;
  call.body = body.dump();
  const Heard heard = ask(call);
  EXPECT_NE(heard.body.find(R"("choices":[],"usage":{)"), std::string::npos);
}

TEST_F(ScriptedUpstreamTest, CutsBytesAlsoInsideACharacter) {
  UpstreamPlan plan;
  plan.replies = {"中文字符"};
  plan.bytes_a_read = 1;
  server.set_plan(plan);
  const Heard heard = ask(chat("说", true));
  EXPECT_EQ(heard.sizes.size(), heard.body.size());
  EXPECT_TRUE(is_valid_utf8(heard.body));
  EXPECT_NE(heard.body.find("中文字符"), std::string::npos);
}

TEST_F(ScriptedUpstreamTest, AnswersAStatus) {
  UpstreamPlan plan;
  plan.status = 503;
  server.set_plan(plan);
  const Heard heard = ask(chat("说", false));
  EXPECT_EQ(heard.status, 503);
  EXPECT_TRUE(Json::parse(heard.body).contains("error"));
}

TEST_F(ScriptedUpstreamTest, ASilenceEndsWithAbort) {
  UpstreamPlan plan;
  plan.stall = true;
  server.set_plan(plan);
  Heard heard;
  asio::co_spawn(loop, listen(chat("说", true), heard), asio::detached);
  time.settle(loop);
  EXPECT_EQ(heard.status, 200) << "the head comes";
  EXPECT_FALSE(heard.over);
  reply->abort();
  reply->abort();
  time.settle(loop);
  EXPECT_EQ(heard.error, ErrorCode::cancelled);
  EXPECT_EQ(server.aborts(), 1U);
  EXPECT_EQ(time.now(), start) << "no waiting";
}

TEST_F(ScriptedUpstreamTest, ASilenceTimesOutByItself) {
  UpstreamPlan plan;
  plan.stall = true;
  plan.silence_most = seconds(30);
  server.set_plan(plan);
  const Heard heard = ask(chat("说", true));
  EXPECT_EQ(heard.error, ErrorCode::timed_out);
  EXPECT_EQ(server.aborts(), 0U);
}

TEST_F(ScriptedUpstreamTest, AbortStopsAPacedStream) {
  UpstreamPlan plan;
  plan.chunks = {"一", "二", "三"};
  plan.chunk_delay = seconds(10);
  server.set_plan(plan);
  Heard heard;
  asio::co_spawn(loop, listen(chat("数", true), heard), asio::detached);
  time.run_to(loop, start + seconds(15));
  EXPECT_EQ(heard.sizes.size(), 2U);
  reply->abort();
  time.settle(loop);
  EXPECT_EQ(heard.error, ErrorCode::cancelled);
}

TEST_F(ScriptedUpstreamTest, BreaksTheConnection) {
  UpstreamPlan plan;
  plan.chunks = {"一", "二", "三"};
  plan.break_after_reads = 2;
  server.set_plan(plan);
  const Heard heard = ask(chat("数", true));
  EXPECT_EQ(heard.sizes.size(), 2U);
  EXPECT_EQ(heard.error, ErrorCode::unavailable);
  plan.refuses_connections = true;
  server.set_plan(plan);
  EXPECT_EQ(ask(chat("数", true)).error, ErrorCode::unavailable);
}

TEST_F(ScriptedUpstreamTest, ListsTheModelAndEmbedsAndCountsOnlyRealCalls) {
  UpstreamCall call;
  call.path = "/models";
  EXPECT_EQ(Json::parse(ask(call).body)["data"][0]["id"], "demo");
  EXPECT_EQ(server.calls(), 0U);
  call.path = "/embeddings";
  call.body = R"({"input":["a","b"]})";
  EXPECT_EQ(Json::parse(ask(call).body)["data"].size(), 2U);
  call.path = "/images";
  EXPECT_EQ(ask(call).status, 404);
  call = chat("x", false);
  call.body = "[1";
  EXPECT_EQ(ask(call).status, 400);
}

TEST(UpstreamPlanText, ReadsEveryForm) {
  EXPECT_EQ(read_upstream_plan(R"({"reply":"好"})")->replies, std::vector<std::string>{"好"});
  EXPECT_EQ(read_upstream_plan(R"({"replies":["a","b"]})")->replies.size(), 2U);
  const auto paced = read_upstream_plan(R"({"chunks":["a","b"],"chunk_delay_ms":20})");
  EXPECT_EQ(paced->chunks.size(), 2U);
  EXPECT_EQ(paced->chunk_delay, Milliseconds(20));
  EXPECT_TRUE(read_upstream_plan(R"({"echo":true})")->echo);
  EXPECT_EQ(read_upstream_plan(R"({"status":503})")->status, 503);
  EXPECT_TRUE(read_upstream_plan(R"({"stall":true})")->stall);
}

TEST(UpstreamPlanText, NamesWhatIsWrong) {
  for (const char* bad : {"", "[]", "{}", R"({"reply":1})", R"({"replies":[]})",
                          R"({"chunks":[1]})", R"({"echo":"yes"})", R"({"status":9})",
                          R"({"stall":1})", R"({"chunk_delay_ms":-1})", R"({"surprise":true})"}) {
    const auto plan = read_upstream_plan(bad);
    ASSERT_FALSE(plan) << bad;
    EXPECT_EQ(plan.error().code, ErrorCode::invalid);
  }
  EXPECT_NE(read_upstream_plan(R"({"surprise":true})").error().detail.find("surprise"),
            std::string::npos);
}

}  // namespace
}  // namespace anban::sim
