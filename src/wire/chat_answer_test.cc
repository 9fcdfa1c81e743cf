// SPDX-License-Identifier: Apache-2.0
// Claims about our answers: the shapes that OpenAI's clients read, and the grammar of streams.
#include "wire/chat_answer.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/api_error.h"
#include "wire/sse.h"
#include "wire/strict_json.h"

namespace anban::wire {
namespace {

using nlohmann::json;

json read(std::string_view text) {
  const Result<json> tree = read_json(text);
  EXPECT_TRUE(tree) << text;
  return tree ? *tree : json();
}

FrameWriter writer(UsageFrame usage = UsageFrame::not_asked) {
  return {completion_id("trn_1"), 1785546000, "demo", usage};
}

/// The payloads of a stream, after checking its grammar: every event is exactly one `data: ` line
/// and a blank line, with LF only.
std::vector<std::string> payloads(std::string_view stream) {
  std::vector<std::string> found;
  EXPECT_EQ(stream.find('\r'), stream.npos);
  while (!stream.empty()) {
    const std::size_t end = stream.find('\n');
    if (!stream.starts_with("data: ") || stream.substr(end, 2) != "\n\n") {
      ADD_FAILURE() << "not an event: " << stream;
      return found;
    }
    found.emplace_back(stream.substr(6, end - 6));
    stream.remove_prefix(end + 2);
  }
  return found;
}

std::string whole_stream(UsageFrame usage) {
  const FrameWriter frames = writer(usage);
  std::string out;
  frames.role(out);
  frames.content(out, "你好\r\n\"");
  frames.content(out, "x", R"({"v":1})");
  frames.tool_calls(out, R"([{"index":0}])");
  frames.carrier(out, R"({"v":1,"events":[]})");
  frames.finish(out, "stop", R"({"v":1})");
  if (usage == UsageFrame::asked) frames.usage(out, {1, 2, 3});
  FrameWriter::done(out);
  return out;
}

TEST(ChatAnswer, HasTheShapeOfACompletion) {
  const std::string body = chat_answer_body(
      {"chatcmpl-trn_1", 7, "demo", "你好", "", "stop", {1, 2, 3}, R"({"v":1,"turn":"trn_1"})"});
  EXPECT_EQ(
      body,
      R"({"id":"chatcmpl-trn_1","object":"chat.completion","created":7,"model":"demo","choices":)"
      R"([{"index":0,"message":{"role":"assistant","content":"你好","refusal":null},)"
      R"("finish_reason":"stop","logprobs":null}],"usage":{"prompt_tokens":1,)"
      R"("completion_tokens":2,)"
      R"("total_tokens":3},"anban":{"v":1,"turn":"trn_1"}})");
}

TEST(ChatAnswer, HasNullContentOnlyBesideToolCalls) {
  const json calls =
      read(chat_answer_body({"i", 1, "m", "", R"([{"id":"a"}])", "tool_calls", {}, ""}));
  EXPECT_TRUE(calls["choices"][0]["message"]["content"].is_null());
  EXPECT_EQ(calls["choices"][0]["message"]["tool_calls"][0]["id"], "a");
  EXPECT_FALSE(calls.contains("anban"));
  const json empty = read(chat_answer_body({"i", 1, "m", "", "", "stop", {}, ""}));
  EXPECT_EQ(empty["choices"][0]["message"]["content"], "");
  EXPECT_FALSE(empty["choices"][0]["message"].contains("tool_calls"));
}

TEST(Frames, FollowTheGrammarOfStreams) {
  const std::vector<std::string> all = payloads(whole_stream(UsageFrame::asked));
  ASSERT_EQ(all.size(), 8U);
  EXPECT_EQ(all.back(), "[DONE]");
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    const json frame = read(all[i]);
    EXPECT_EQ(frame["object"], "chat.completion.chunk");
    EXPECT_EQ(frame["id"], "chatcmpl-trn_1");
    EXPECT_EQ(frame["created"], 1785546000);
    EXPECT_EQ(frame["model"], "demo");
    const bool is_usage = i + 2 == all.size();
    EXPECT_EQ(frame["choices"].size(), is_usage ? 0U : 1U);
    EXPECT_EQ(frame["usage"].is_null(), !is_usage);
  }
}

TEST(Frames, CarryWhatTheyWereGiven) {
  const std::vector<std::string> all = payloads(whole_stream(UsageFrame::not_asked));
  ASSERT_EQ(all.size(), 7U);
  const auto delta = [&](std::size_t i) { return read(all[i])["choices"][0]["delta"]; };
  EXPECT_EQ(delta(0), (json{{"role", "assistant"}, {"content", ""}}));
  EXPECT_EQ(delta(1), (json{{"content", "你好\r\n\""}}));
  EXPECT_EQ(delta(2), (json{{"content", "x"}}));
  EXPECT_EQ(read(all[2])["anban"]["v"], 1);
  EXPECT_EQ(delta(3), (json{{"tool_calls", json::array({{{"index", 0}}})}}));
  EXPECT_EQ(delta(4), json::object());
  EXPECT_TRUE(read(all[4])["choices"][0]["finish_reason"].is_null());
  EXPECT_EQ(delta(5), json::object());
  EXPECT_EQ(read(all[5])["choices"][0]["finish_reason"], "stop");
  EXPECT_FALSE(read(all[1]).contains("usage"));
  EXPECT_FALSE(read(all[1]).contains("anban"));
}

TEST(Frames, StayOneLineForClientsThatSplitAtUnicodeLineBreaks) {
  std::string out;
  const std::string text = "a\u2028b\u2029\u0085\"c\u2027é\u2028";
  writer().content(out, text, "{\"t\":\"x\u2028y\"}");
  for (const std::string_view line_break : {"\u2028", "\u2029", "\u0085"}) {
    EXPECT_EQ(out.find(line_break), std::string::npos);
  }
  const json frame = read(payloads(out).at(0));
  EXPECT_EQ(frame["choices"][0]["delta"]["content"], text);
  EXPECT_EQ(frame["anban"]["t"], "x\u2028y");
}

TEST(Frames, EndInAnErrorWhereTheTurnFails) {
  std::string out;
  ApiError error;
  error.status = 502;
  error.type = "server_error";
  error.code = "upstream_failed";
  error.message = "The service cannot answer now.\nPlease try again.";
  append_error_frame(out, error);
  const json frame = read(payloads(out).at(0));
  EXPECT_EQ(frame["error"]["message"], error.message);
  EXPECT_EQ(frame["error"]["code"], "upstream_failed");
  EXPECT_TRUE(frame["error"]["param"].is_null());
}

TEST(Errors, HaveTheFourMembersOfOpenAi) {
  EXPECT_EQ(openai_error_body(invalid_request("unsupported_parameter", "n", "No.")),
            R"({"error":{"message":"No.","type":"invalid_request_error","param":"n",)"
            R"("code":"unsupported_parameter"}})");
  ApiError bare;
  bare.message = "Gone.";
  EXPECT_EQ(
      openai_error_body(bare),
      R"({"error":{"message":"Gone.","type":"invalid_request_error","param":null,"code":null}})");
}

TEST(Errors, NameEveryBadFieldInAProblem) {
  Problem problem;
  problem.status = 422;
  problem.title = "Unprocessable";
  problem.faults = {{"birth_date", "is missing"}, {"guardian.address", "must be a phone number"}};
  EXPECT_EQ(problem_body(problem),
            R"({"type":"about:blank","title":"Unprocessable","status":422,"errors":[)"
            R"({"field":"birth_date","message":"is missing"},)"
            R"({"field":"guardian.address","message":"must be a phone number"}]})");
  EXPECT_EQ(problem_body({404, "about:blank", "Not found", "No such user.", {}}),
            R"({"type":"about:blank","title":"Not found","status":404,"detail":"No such user."})");
}

}  // namespace
}  // namespace anban::wire
