// SPDX-License-Identifier: Apache-2.0
// Claims about messages: what they say is read whole, and nothing in them passes unread.
#include <string>

#include <gtest/gtest.h>

#include "wire/chat_request.h"

namespace anban::wire {
namespace {

std::expected<ChatRequest, ApiError> read_with(const std::string& messages) {
  return read_chat_request(R"({"model":"m","messages":[)" + messages + "]}");
}

ChatMessage only_message(const std::string& message) {
  const auto request = read_with(message);
  EXPECT_TRUE(request) << message << ": " << request.error().message;
  return request ? request->messages.at(0) : ChatMessage{};
}

/// "code param", or "accepted".
std::string refused(const std::string& messages) {
  const auto request = read_with(messages);
  if (request) return "accepted";
  EXPECT_EQ(request.error().status, 400);
  EXPECT_EQ(request.error().type, "invalid_request_error");
  EXPECT_FALSE(request.error().message.empty());
  return request.error().code + " " + request.error().param;
}

const std::string hello = R"({"role":"user","content":"hi"})";

TEST(ChatMessages, ReadEveryRole) {
  const auto request = read_with(
      R"({"role":"system","content":"a"},{"role":"developer","content":"b"},{"role":"user",)"
      R"("content":"c"},)"
      R"({"role":"assistant","content":"d"},{"role":"tool","tool_call_id":"t1","content":"e"},)"
      R"({"role":"function","name":"f","content":"g"})");
  ASSERT_TRUE(request) << request.error().message;
  ASSERT_EQ(request->messages.size(), 6U);
  EXPECT_EQ(request->messages[1].role, ChatRole::developer);
  EXPECT_EQ(request->messages[4].rest, R"("tool_call_id":"t1")");
  EXPECT_EQ(request->messages[5].name, "f");
}

TEST(ChatMessages, JoinTextPartsWithLineFeeds) {
  EXPECT_EQ(
      only_message(
          R"({"role":"user","content":[{"type":"text","text":"我"},{"type":"text","text":"好"}]})")
          .text,
      "我\n好");
}

TEST(ChatMessages, RefuseImagesAudioAndFilesByName) {
  EXPECT_EQ(refused(hello + "," + hello +
                    R"(,{"role":"user","content":[{"type":"image_url","image_url":{"url":"x"}}]})"),
            "unsupported_content messages[2].content[0]");
  EXPECT_EQ(refused(R"({"role":"user","content":[{"type":"text","text":"a"},{"type":"input_audio",)"
                    R"("input_audio":{}}]})"),
            "unsupported_content messages[0].content[1]");
  EXPECT_EQ(refused(R"({"role":"user","content":[{"type":"file","file":{}}]})"),
            "unsupported_content messages[0].content[0]");
}

TEST(ChatMessages, RefuseWhatAPartCouldHide) {
  EXPECT_EQ(refused(R"({"role":"user","content":[{"type":"text","text":"a","note":"b"}]})"),
            "unknown_parameter messages[0].content[0].note");
  EXPECT_EQ(refused(R"({"role":"user","content":[{"type":"text"}]})"),
            "missing_required_parameter messages[0].content[0].text");
  EXPECT_EQ(refused(R"({"role":"user","content":[{"text":"a"}]})"),
            "missing_required_parameter messages[0].content[0].type");
  EXPECT_EQ(refused(R"({"role":"user","content":["a"]})"), "invalid_type messages[0].content[0]");
  EXPECT_EQ(refused(R"({"role":"user","content":[]})"), "invalid_value messages[0].content");
}

TEST(ChatMessages, RefuseWrongTypesWithTheirPlace) {
  EXPECT_EQ(refused("1"), "invalid_type messages[0]");
  EXPECT_EQ(refused(hello + R"(,{"content":"a"})"), "missing_required_parameter messages[1].role");
  EXPECT_EQ(refused(R"({"role":1,"content":"a"})"), "invalid_type messages[0].role");
  EXPECT_EQ(refused(R"({"role":"root","content":"a"})"), "invalid_value messages[0].role");
  EXPECT_EQ(refused(R"({"role":"user","content":1})"), "invalid_type messages[0].content");
  EXPECT_EQ(refused(R"({"role":"user","content":null})"),
            "missing_required_parameter messages[0].content");
  EXPECT_EQ(refused(R"({"role":"user"})"), "missing_required_parameter messages[0].content");
  EXPECT_EQ(refused(R"({"role":"tool","content":"a"})"),
            "missing_required_parameter messages[0].tool_call_id");
  EXPECT_EQ(refused(R"({"role":"function","content":"a"})"),
            "missing_required_parameter messages[0].name");
}

TEST(ChatMessages, RefuseUnknownMembersOfAnyKind) {
  EXPECT_EQ(refused(R"({"role":"user","content":"a","extra":"b"})"),
            "unknown_parameter messages[0].extra");
  EXPECT_EQ(refused(R"({"role":"user","content":"a","extra":1})"),
            "unknown_parameter messages[0].extra");
  EXPECT_EQ(refused(R"({"role":"user","content":"a","extra":null})"), "accepted");
  EXPECT_EQ(refused(R"({"role":"assistant","content":"a","reasoning_content":"b"})"),
            "unknown_parameter messages[0].reasoning_content");
  EXPECT_EQ(refused(R"({"role":"user","content":"a","tool_calls":[]})"),
            "unknown_parameter messages[0].tool_calls");
}

TEST(ChatMessages, RefuseABegunReply) {
  EXPECT_EQ(refused(R"({"role":"assistant","content":"Sure, ","prefix":true})"),
            "unsupported_parameter messages[0].prefix");
  EXPECT_EQ(refused(R"({"role":"assistant","content":"a","prefix":false})"), "accepted");
  EXPECT_EQ(refused(R"({"role":"assistant","content":"a","partial":true})"),
            "unsupported_parameter messages[0].partial");
  EXPECT_EQ(refused(R"({"role":"assistant","content":"a","audio":{"id":"x"}})"),
            "unsupported_parameter messages[0].audio");
}

TEST(ChatMessages, TakeBackWhatAClientEchoes) {
  EXPECT_EQ(only_message(
                R"({"role":"assistant","content":"a","refusal":null,"annotations":[],"audio":null,)"
                R"("function_call":null,"tool_calls":null})"),
            (ChatMessage{ChatRole::assistant, "a", "", "", {}}));
}

TEST(ChatMessages, ShowTheWordsOfToolCalls) {
  const ChatMessage message = only_message(
      R"({"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function",)"
      R"("index":0,)"
      R"("function":{"name":"send","arguments":"{\"text\":\"\\u6211\\u60f3\"}"}}]})");
  EXPECT_EQ(message.text, "");
  EXPECT_EQ(message.tool_argument_texts, std::vector<std::string>{"send\ntext\n我想"});
  EXPECT_EQ(message.rest,
            R"("tool_calls":[{"id":"call_1","type":"function","function":{"name":"send",)"
            R"("arguments":"{\"text\":\"\\u6211\\u60f3\"}"}}])");
}

TEST(ChatMessages, RefuseBrokenToolCalls) {
  const auto call = [](const std::string& inside) {
    return refused(R"({"role":"assistant","tool_calls":[)" + inside + "]}");
  };
  const std::string place = "messages[0].tool_calls[0]";
  EXPECT_EQ(call("1"), "invalid_type " + place);
  EXPECT_EQ(call("{}"), "missing_required_parameter " + place + ".function");
  EXPECT_EQ(call(R"({"function":{"arguments":""}})"),
            "missing_required_parameter " + place + ".function.name");
  EXPECT_EQ(call(R"({"function":{"name":"f"}})"),
            "missing_required_parameter " + place + ".function.arguments");
  EXPECT_EQ(call(R"({"function":{"name":"f","arguments":{}}})"),
            "invalid_type " + place + ".function.arguments");
  EXPECT_EQ(call(R"({"function":{"name":"a b","arguments":""}})"),
            "invalid_value " + place + ".function.name");
  EXPECT_EQ(call(R"({"note":"x","function":{"name":"f","arguments":""}})"),
            "unknown_parameter " + place + ".note");
  EXPECT_EQ(call(R"({"type":"custom","function":{"name":"f","arguments":""}})"),
            "invalid_value " + place + ".type");
  EXPECT_EQ(call(R"({"function":{"name":"f","arguments":"","x":1}})"),
            "unknown_parameter " + place + ".function.x");
  EXPECT_EQ(refused(R"({"role":"assistant","tool_calls":[]})"),
            "missing_required_parameter messages[0].content");
}

TEST(ChatMessages, KeepARefusalAndAnOldFunctionCall) {
  const ChatMessage refusal = only_message(R"({"role":"assistant","refusal":"no"})");
  EXPECT_EQ(refusal.rest, R"("refusal":"no")");
  EXPECT_EQ(refusal.tool_argument_texts, std::vector<std::string>{"no"});
  EXPECT_EQ(
      only_message(R"({"role":"assistant","function_call":{"name":"f","arguments":"{}"}})").rest,
      R"("function_call":{"name":"f","arguments":"{}"})");
}

TEST(ChatMessages, ShowNamesToTheChecksOnceEach) {
  const auto request = read_with(
      R"({"role":"user","name":"小明","content":"a"},{"role":"user","name":"小明","content":"b"})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->messages[0].name, "小明");
  EXPECT_EQ(request->texts_to_check, std::vector<std::string>{"小明"});
  std::string name;
  for (int i = 0; i < 65; ++i) name += "名";
  EXPECT_EQ(refused(R"({"role":"user","name":")" + name + R"(","content":"a"})"),
            "invalid_value messages[0].name");
  EXPECT_EQ(refused(R"({"role":"user","name":"a\nb","content":"a"})"),
            "invalid_value messages[0].name");
}

TEST(ChatMessages, AreBetweenOneAndTwoThousand) {
  EXPECT_EQ(refused(""), "invalid_value messages");
  std::string many;
  for (std::size_t i = 0; i < messages_max; ++i) many += (i > 0 ? "," : "") + hello;
  EXPECT_EQ(refused(many), "accepted");
  EXPECT_EQ(refused(many + "," + hello), "invalid_value messages");
}

}  // namespace
}  // namespace anban::wire
