// SPDX-License-Identifier: Apache-2.0
// One reply, streamed or whole, from the same calls: the grammar of the stream, where our own words
// stand in code points, the label, and failures before and after the first byte.
#include "turn/speaker.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "sim/memory_transport.h"

namespace anban {
namespace {

using Json = nlohmann::json;

struct SpeakerTest : testing::Test {
  sim::MemoryExchange exchange;

  Speaker speaker(bool streams, bool says_label = false) {
    SpeakerOptions options;
    options.streams = streams;
    options.turn = "trn_1";
    options.session = "ses_1";
    options.model = "demo";
    options.created = 1'785'556'800;
    options.label_text = "内容由AI生成";
    options.aigc.emplace();
    options.aigc->content_producer = "00DEVELOPMENT";
    options.aigc->produce_id = "trn_1";
    options.says_label = says_label;
    return {std::move(options), exchange};
  }

  static Result<void> run(Task<Result<void>> task) {
    boost::asio::io_context loop;
    Result<void> outcome;
    boost::asio::co_spawn(loop, std::move(task), [&](std::exception_ptr fault, Result<void> made) {
      EXPECT_EQ(fault, nullptr);
      outcome = std::move(made);
    });
    loop.run();
    return outcome;
  }

  static wire::AnbanEvent event(const char* type) {
    wire::AnbanEvent made;
    made.id = "evt_1";
    made.type = type;
    made.severity = "info";
    made.display.as = "inline";
    return made;
  }
};

TEST_F(SpeakerTest, SpeaksParagraphsAndCountsTheirCodePoints) {
  Speaker speaker = this->speaker(false, true);
  const wire::InlineSpan first = speaker.say_paragraph("😀休息");
  speaker.say("你好");
  speaker.say("呀");
  const wire::InlineSpan last = speaker.say_paragraph("再见");
  EXPECT_EQ(speaker.content(), "内容由AI生成\n\n😀休息\n\n你好呀\n\n再见");
  EXPECT_EQ(first, (wire::InlineSpan{9, 12}));
  EXPECT_EQ(last, (wire::InlineSpan{19, 21}));
  EXPECT_EQ(speaker.code_points(), 21U);
  EXPECT_TRUE(speaker.said_anything());
}

TEST_F(SpeakerTest, LeavesNoEmptyParagraphBehind) {
  Speaker speaker = this->speaker(false);
  speaker.new_paragraph();
  const wire::InlineSpan span = speaker.say_paragraph("休息");
  EXPECT_EQ(span, (wire::InlineSpan{0, 2}));
  speaker.say("");
  EXPECT_EQ(speaker.content(), "休息");
}

TEST_F(SpeakerTest, AnswersWholeWithTheSummary) {
  Speaker speaker = this->speaker(false, true);
  speaker.set_case("cas_1");
  speaker.tell(event("notice.two_hours"));
  speaker.say("你好");
  ASSERT_TRUE(run(speaker.flush()));  // nothing leaves before the end of a whole answer
  EXPECT_EQ(exchange.status(), 0);
  speaker.set_usage({});
  ASSERT_TRUE(run(speaker.finish("answered", "stop")));
  const Json body = Json::parse(exchange.body());
  EXPECT_EQ(exchange.status(), 200);
  EXPECT_EQ(body["object"], "chat.completion");
  EXPECT_EQ(body["choices"][0]["message"]["content"], "内容由AI生成\n\n你好");
  EXPECT_EQ(body["choices"][0]["finish_reason"], "stop");
  EXPECT_EQ(body["anban"]["outcome"], "answered");
  EXPECT_EQ(body["anban"]["case"], "cas_1");
  EXPECT_EQ(body["anban"]["events"].size(), 1U);
  EXPECT_EQ(body["anban"]["label"]["text"], "内容由AI生成");
  EXPECT_EQ(body["anban"]["label"]["aigc"]["ProduceID"], "trn_1");
}

TEST_F(SpeakerTest, StreamsInTheGrammarOfTheInterface) {
  Speaker speaker = this->speaker(true, true);
  speaker.tell(event("disclosure.ai"));
  ASSERT_TRUE(run(speaker.flush()));
  ASSERT_TRUE(run(speaker.flush()));  // nothing new: nothing is written
  const std::size_t writes = exchange.writes().size();
  speaker.say("你");
  ASSERT_TRUE(run(speaker.flush()));
  EXPECT_EQ(exchange.writes().size(), writes + 1);
  speaker.say("好");
  speaker.set_tool_calls(
      R"([{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}])");
  ASSERT_TRUE(run(speaker.finish("answered", "tool_calls")));
  EXPECT_TRUE(exchange.is_over());
  EXPECT_FALSE(exchange.was_closed());
  EXPECT_EQ(exchange.content_type(), "text/event-stream");
  const auto events = exchange.stream_events();
  ASSERT_GE(events.size(), 5U);
  EXPECT_EQ(events.back(), "[DONE]");
  EXPECT_EQ(Json::parse(events.front())["choices"][0]["delta"]["role"], "assistant");
  std::string words;
  for (std::size_t i = 0; i + 1 < events.size(); ++i) {
    const Json frame = Json::parse(events[i]);
    EXPECT_EQ(frame["object"], "chat.completion.chunk");
    ASSERT_EQ(frame["choices"].size(), 1U);
    words += frame["choices"][0]["delta"].value("content", std::string());
  }
  EXPECT_EQ(words, "内容由AI生成\n\n你好");
  const Json last = Json::parse(events[events.size() - 2]);
  EXPECT_EQ(last["choices"][0]["finish_reason"], "tool_calls");
  EXPECT_EQ(last["anban"]["events"].size(), 1U);
  for (const std::string& line : {std::string("event:"), std::string("id:"), std::string("\r")}) {
    EXPECT_EQ(exchange.body().find("\n" + line), std::string::npos);
  }
}

TEST_F(SpeakerTest, PutsEachEventIntoOneCarrierAndAllIntoTheSummary) {
  Speaker speaker = this->speaker(true);
  speaker.tell(event("a"));
  ASSERT_TRUE(run(speaker.flush()));
  speaker.tell(event("b"));
  ASSERT_TRUE(run(speaker.flush()));
  ASSERT_TRUE(run(speaker.finish("answered", "stop")));
  std::vector<std::size_t> sizes;
  for (const std::string& each : exchange.stream_events()) {
    if (each == "[DONE]") continue;
    const Json frame = Json::parse(each);
    if (frame.contains("anban")) sizes.push_back(frame["anban"]["events"].size());
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 1, 2}));
}

TEST_F(SpeakerTest, FailsAsAnErrorAnswerBeforeTheFirstByte) {
  Speaker speaker = this->speaker(true);
  speaker.say("你好");
  const wire::ApiError error{502, "server_error",   "upstream_error",
                             "",  "服务暂时用不了", {{"x-should-retry", "false"}}};
  ASSERT_TRUE(run(speaker.fail(error)));
  EXPECT_EQ(exchange.status(), 502);
  EXPECT_EQ(exchange.header("x-should-retry"), "false");
  EXPECT_FALSE(exchange.streamed());
  EXPECT_EQ(Json::parse(exchange.body())["error"]["code"], "upstream_error");
}

TEST_F(SpeakerTest, FailsAsAnErrorFrameAndAClosedConnectionLater) {
  Speaker speaker = this->speaker(true);
  speaker.say("你");
  ASSERT_TRUE(run(speaker.flush()));
  EXPECT_TRUE(speaker.has_begun());
  ASSERT_TRUE(
      run(speaker.fail(wire::ApiError{502, "server_error", "upstream_error", "", "x", {}})));
  EXPECT_TRUE(exchange.was_closed());
  const auto events = exchange.stream_events();
  EXPECT_EQ(Json::parse(events.back())["error"]["code"], "upstream_error");
}

TEST_F(SpeakerTest, SaysWhenTheClientHasLeft) {
  Speaker speaker = this->speaker(true);
  speaker.say("你");
  exchange.leave();
  const Result<void> flushed = run(speaker.flush());
  ASSERT_FALSE(flushed);
  EXPECT_EQ(flushed.error().code, ErrorCode::cancelled);
  Speaker late = this->speaker(true);
  EXPECT_FALSE(run(late.finish("answered", "stop")));
}

}  // namespace
}  // namespace anban
