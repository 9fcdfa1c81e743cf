// SPDX-License-Identifier: Apache-2.0
// Claims about model servers' answers: content comes through byte for byte on the short and on the
// long way, hidden reasoning does not, and servers' habits are understood.
#include "wire/upstream_chunk.h"

#include <string>

#include <gtest/gtest.h>

#include "base/json_writer.h"
#include "wire/json_words.h"

namespace anban::wire {
namespace {

std::string chunk_with(std::string_view content) {
  std::string out = R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m",)"
                    R"("choices":[{"index":0,"delta":{"content":)";
  append_json_string(out, content);
  return out + R"(},"logprobs":null,"finish_reason":null}],"usage":null})";
}

UpstreamDelta read_one(std::string_view data) {
  ChunkReader reader;
  UpstreamDelta delta;
  const Result<void> read = reader.read(data, delta);
  EXPECT_TRUE(read) << read.error().detail;
  return delta;
}

TEST(UpstreamChunk, ReadsContent) {
  const UpstreamDelta delta = read_one(chunk_with("你好\n\"x\""));
  EXPECT_EQ(delta.content, "你好\n\"x\"");
  EXPECT_FALSE(delta.finish_reason);
  EXPECT_FALSE(delta.usage);
  EXPECT_FALSE(delta.is_error);
}

TEST(UpstreamChunk, ReadsTheShortWayWhatItReadsTheLongWay) {
  ChunkReader warm;
  UpstreamDelta delta;
  for (const std::string_view text : {"你", "好", "", "a\"b", "\\", "\\\"", "\n", "\",\"role\":\"x",
                                      "🙂", "x\u2028y", "ordinary"}) {
    const std::string data = chunk_with(text);
    ASSERT_TRUE(warm.read(data, delta));
    EXPECT_EQ(delta.content, text);
    EXPECT_EQ(delta, read_one(data));
  }
}

TEST(UpstreamChunk, DoesNotTakeOtherMembersForContent) {
  ChunkReader reader;
  UpstreamDelta delta;
  ASSERT_TRUE(reader.read(chunk_with("a"), delta));
  const std::string tricky =
      R"({"id":"c1","object":"chat.completion.chunk","created":1,"model":"m",)"
      R"("choices":[{"index":0,"delta":{"content":"b","refusal":"no"},)"
      R"("logprobs":null,"finish_reason":null}],"usage":null})";
  ASSERT_TRUE(reader.read(tricky, delta));
  EXPECT_EQ(delta.content, "b");
  EXPECT_EQ(delta.refusal, "no");
}

TEST(UpstreamChunk, RefusesBadUtf8AndBrokenJsonOnBothWays) {
  ChunkReader reader;
  UpstreamDelta delta;
  std::string bad = chunk_with("xx");
  bad.replace(bad.find("xx"), 2, "\xC3\x28");
  EXPECT_FALSE(reader.read(bad, delta));
  ASSERT_TRUE(reader.read(chunk_with("a"), delta));
  EXPECT_FALSE(reader.read(bad, delta));
  EXPECT_FALSE(reader.read("{\"choices\":[", delta));
  EXPECT_FALSE(reader.read("[]", delta));
  EXPECT_TRUE(reader.read("{}", delta));
}

TEST(UpstreamChunk, KeepsHiddenReasoningOutOfTheContent) {
  const UpstreamDelta one =
      read_one(R"({"choices":[{"delta":{"content":null,"reasoning_content":"hm"}}]})");
  EXPECT_EQ(one.content, "");
  EXPECT_EQ(one.reasoning, "hm");
  EXPECT_EQ(read_one(R"({"choices":[{"delta":{"reasoning":"hm"}}]})").reasoning, "hm");
  const UpstreamDelta parts =
      read_one(R"({"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text",)"
               R"("text":"hm"}]},)"
               R"({"type":"text","text":"hi"}]}}]})");
  EXPECT_EQ(parts.content, "hi");
}

TEST(UpstreamChunk, ReadsTheEndTheUsageAndOnlyTheFirstChoice) {
  const UpstreamDelta end =
      read_one(R"({"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{},)"
               R"("finish_reason":"eos"}]})");
  EXPECT_EQ(end.content, "");
  EXPECT_EQ(end.finish_reason, "stop");
  const UpstreamDelta usage = read_one(
      R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}})");
  EXPECT_EQ(usage.usage, (Usage{7, 5, 12}));
  EXPECT_EQ(read_one(R"({"usage":{"prompt_tokens":-7,"completion_tokens":5}})").usage,
            (Usage{0, 5, 5}));
}

TEST(UpstreamChunk, ReadsPiecesOfToolCalls) {
  const UpstreamDelta delta =
      read_one(R"({"choices":[{"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function",)"
               R"("function":{"name":"f","arguments":""}},{"index":1,)"
               R"("function":{"arguments":"{\"a\""}}]}}]})");
  ASSERT_EQ(delta.tool_calls.size(), 2U);
  EXPECT_EQ(delta.tool_calls[0], (ToolCall{0, "call_1", "f", ""}));
  EXPECT_EQ(delta.tool_calls[1], (ToolCall{1, "", "", "{\"a\""}));
  EXPECT_EQ(
      delta.tool_calls_json,
      R"([{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}},)"
      R"({"index":1,"function":{"arguments":"{\"a\""}}])");
}

TEST(UpstreamChunk, KnowsErrorsInEveryShape) {
  EXPECT_EQ(read_one(R"({"error":{"message":"overloaded"}})").error_message, "overloaded");
  EXPECT_EQ(read_one(R"({"error":"overloaded"})").error_message, "overloaded");
  EXPECT_EQ(read_one(R"({"object":"error","message":"overloaded"})").error_message, "overloaded");
  EXPECT_TRUE(read_one(R"({"error":{}})").is_error);
  EXPECT_FALSE(read_one(R"({"error":null,"choices":[]})").is_error);
}

TEST(UpstreamCompletion, ReadsAWholeAnswer) {
  const Result<UpstreamCompletion> answer = read_completion(
      R"({"id":"c","model":"m","choices":[{"index":0,"finish_reason":"max_tokens","message":)"
      R"({"role":"assistant","content":"hi","reasoning_content":"hm","tool_calls":[{"id":"call_1",)"
      R"("type":"function","function":{"name":"f","arguments":{"a":1}}}]}}],)"
      R"("usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}})");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->id, "c");
  EXPECT_EQ(answer->content, "hi");
  EXPECT_EQ(answer->reasoning, "hm");
  EXPECT_EQ(answer->finish_reason, "length");
  EXPECT_EQ(answer->usage, (Usage{1, 2, 3}));
  EXPECT_EQ(
      answer->tool_calls_json,
      R"([{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}])");
}

TEST(UpstreamCompletion, SaysWhatIsWrong) {
  EXPECT_EQ(read_completion("<html>").error().code, ErrorCode::invalid);
  EXPECT_EQ(read_completion(R"({"choices":[]})").error().code, ErrorCode::invalid);
  EXPECT_EQ(read_completion(R"({"choices":[{"message":"x"}]})").error().code, ErrorCode::invalid);
  const Result<UpstreamCompletion> failed = read_completion(R"({"error":{"message":"no"}})");
  EXPECT_EQ(failed.error().code, ErrorCode::unavailable);
  EXPECT_EQ(failed.error().detail, "no");
}

TEST(ToolArguments, ShowTheirWordsWhateverTheEscapes) {
  EXPECT_EQ(words_of_arguments(R"({"to":"妈妈","list":["\u6211",{"k":1}]})"),
            "to\n妈妈\nlist\n我\nk");
  EXPECT_EQ(words_of_arguments(R"({"a":1,"a":"\u6211"})"), "a\na\n我");
  EXPECT_EQ(words_of_arguments(R"({"half":"\u6211)"), "{ half : 我");
  EXPECT_EQ(words_of_arguments(R"(\x \u12 \)"), R"(\x \u12 \)");
  EXPECT_EQ(words_of_arguments(""), "");
}

}  // namespace
}  // namespace anban::wire
