// SPDX-License-Identifier: Apache-2.0
// Claims about the request: every field is taken, passed on or refused by name; what names the
// person never goes upstream, and words in any field reach the checks.
#include "wire/chat_request.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "wire/strict_json.h"
#include "wire/upstream_body.h"

namespace anban::wire {
namespace {

using testing::HasSubstr;
using testing::Not;

std::expected<ChatRequest, ApiError> read_with(const std::string& members) {
  return read_chat_request(R"({"model":"m","messages":[{"role":"user","content":"hi"}])" +
                           (members.empty() ? "" : "," + members) + "}");
}

ChatRequest accepted(const std::string& members) {
  const auto request = read_with(members);
  EXPECT_TRUE(request) << members << ": " << request.error().message;
  return request ? *request : ChatRequest{};
}

/// "code param", or "accepted".
std::string refused(const std::string& members) {
  const auto request = read_with(members);
  if (request) return "accepted";
  EXPECT_EQ(request.error().status, 400);
  EXPECT_THAT(request.error().message, testing::EndsWith("."));
  return request.error().code + " " + request.error().param;
}

std::string upstream(const ChatRequest& request) {
  return upstream_body(request, request.messages, request.model);
}

TEST(ChatRequest, ReadsThePlainestForm) {
  const ChatRequest request = accepted("");
  EXPECT_EQ(request.model, "m");
  EXPECT_FALSE(request.stream);
  EXPECT_EQ(upstream(request), R"({"model":"m","messages":[{"role":"user","content":"hi"}]})");
}

TEST(ChatRequest, AsksTheModelServerForUsageInEveryStream) {
  ChatRequest request = accepted(R"("stream":true)");
  EXPECT_TRUE(request.stream);
  EXPECT_FALSE(request.include_usage);
  EXPECT_THAT(upstream(request),
              HasSubstr(R"("stream":true,"stream_options":{"include_usage":true})"));
  request = accepted(
      R"("stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false})");
  EXPECT_TRUE(request.include_usage);
  EXPECT_EQ(refused(R"("stream_options":{"other":true})"),
            "unknown_parameter stream_options.other");
  EXPECT_EQ(refused(R"("stream":"yes")"), "invalid_type stream");
}

TEST(ChatRequest, KnowsWhoSpeaksAndNeverForwardsIt) {
  const ChatRequest request =
      accepted(R"("safety_identifier":"p-secret1","user":"p-secret2","store":true,)"
               R"("prompt_cache_key":"p-secret5",)"
               R"("metadata":{"anban.user":"p-secret3","anban.session":"p-secret4",)"
               R"("anban.character":"lin","trace":"p-secret6"})");
  EXPECT_EQ(request.safety_identifier, "p-secret1");
  EXPECT_EQ(request.user, "p-secret2");
  EXPECT_EQ(request.metadata_user, "p-secret3");
  EXPECT_EQ(request.metadata_session, "p-secret4");
  EXPECT_EQ(request.metadata_character, "lin");
  EXPECT_THAT(upstream(request), Not(HasSubstr("secret")));
  EXPECT_THAT(upstream(request), Not(HasSubstr("store")));
  EXPECT_THAT(upstream(request), Not(HasSubstr("lin")));
}

TEST(ChatRequest, RefusesPersonsThatCannotBeNames) {
  EXPECT_EQ(refused(R"("user":7)"), "invalid_type user");
  EXPECT_EQ(refused(R"("user":"a\u0000b")"), "invalid_value user");
  EXPECT_EQ(refused(R"("safety_identifier":")" + std::string(129, 'x') + "\""),
            "invalid_value safety_identifier");
  EXPECT_EQ(refused(R"("metadata":{"anban.user":["a"]})"), "invalid_type metadata.anban.user");
  EXPECT_EQ(refused(R"("metadata":{"anban.usr":"a"})"), "unknown_parameter metadata.anban.usr");
  EXPECT_EQ(refused(R"("metadata":"a")"), "invalid_type metadata");
  EXPECT_FALSE(accepted(R"("user":"")").user);
}

TEST(ChatRequest, PassesSamplingOnUnchanged) {
  const ChatRequest request = accepted(
      R"("temperature":0.70,"top_p":1,"max_tokens":100,"max_completion_tokens":50,"seed":7,)"
      R"("stop":["a","b"],)"
      R"("presence_penalty":-0.5,"frequency_penalty":0,"top_k":40,"min_p":0.05,)"
      R"("repetition_penalty":1.1,)"
      R"("logit_bias":{"42":-100},"reasoning_effort":"low","enable_thinking":false,)"
      R"("thinking":{"type":"disabled"},)"
      R"("chat_template_kwargs":{"enable_thinking":false})");
  EXPECT_EQ(
      upstream(request),
      R"({"model":"m","messages":[{"role":"user","content":"hi"}],"temperature":0.70,"top_p":1,)"
      R"("max_tokens":100,"max_completion_tokens":50,"seed":7,)"
      R"("presence_penalty":-0.5,)"
      R"("frequency_penalty":0,"top_k":40,"min_p":0.05,"repetition_penalty":1.1,)"
      R"("logit_bias":{"42":-100},)"
      R"("reasoning_effort":"low","enable_thinking":false,"thinking":{"type":"disabled"},)"
      R"("chat_template_kwargs":{"enable_thinking":false},"stop":["a","b"]})");
  EXPECT_EQ(request.texts_to_check, std::vector<std::string>{"a\nb"});
}

TEST(ChatRequest, RefusesUnknownFieldsThatCouldCarryText) {
  EXPECT_EQ(refused(R"("guided_regex":".*")"), "unknown_parameter guided_regex");
  EXPECT_EQ(refused(R"("plugins":[1])"), "unknown_parameter plugins");
  EXPECT_EQ(refused(R"("provider":{"order":[]})"), "unknown_parameter provider");
  EXPECT_EQ(refused(R"("ignore_eos":true,"min_tokens":3,"nothing":null)"), "accepted");
  EXPECT_EQ(refused(R"("我想死":1)"), "unknown_parameter 我想死");
  EXPECT_EQ(refused(R"("anban_off":true)"), "unknown_parameter anban_off");
  EXPECT_EQ(refused("\"" + std::string(300, 'k') + "\":1"),
            "unknown_parameter " + std::string(256, 'k') + "…");
}

TEST(ChatRequest, RefusesWhatIsNotSupportedByName) {
  EXPECT_EQ(refused(R"("n":2)"), "unsupported_parameter n");
  EXPECT_EQ(refused(R"("logprobs":true)"), "unsupported_parameter logprobs");
  EXPECT_EQ(refused(R"("top_logprobs":3)"), "unsupported_parameter top_logprobs");
  EXPECT_EQ(refused(R"("prefix":"Sure")"), "unsupported_parameter prefix");
  EXPECT_EQ(refused(R"("echo":true)"), "unsupported_parameter echo");
  EXPECT_EQ(refused(R"("continue_final_message":true)"),
            "unsupported_parameter continue_final_message");
  EXPECT_EQ(refused(R"("add_generation_prompt":false)"),
            "unsupported_parameter add_generation_prompt");
  EXPECT_EQ(refused(R"("audio":{"voice":"alloy"})"), "unsupported_parameter audio");
  EXPECT_EQ(refused(R"("modalities":["text","audio"])"), "unsupported_parameter modalities");
  EXPECT_EQ(refused(R"("web_search_options":{})"), "unsupported_parameter web_search_options");
  EXPECT_EQ(refused(R"("functions":[])"), "unsupported_parameter functions");
  EXPECT_EQ(refused(R"("function_call":"auto")"), "unsupported_parameter function_call");
}

TEST(ChatRequest, TakesUnsupportedFieldsThatAreSwitchedOff) {
  EXPECT_EQ(refused(R"("n":1,"logprobs":false,"top_logprobs":0,"echo":false,"modalities":["text"],)"
                    R"("audio":null)"),
            "accepted");
  EXPECT_EQ(refused(R"("n":null,"stream":null,"tools":null,"user":null)"), "accepted");
  EXPECT_EQ(refused(R"("n":"2")"), "invalid_type n");
}

TEST(ChatRequest, ShowsTheWordsOfToolsToTheChecks) {
  ChatRequest request =
      accepted(R"("tools":[{"type":"function","function":{"name":"f","description":"说\u6211",)"
               R"("parameters":{"type":"object",)"
               R"("properties":{"城市":{"enum":["北京"]}}}}}],"tool_choice":{"type":"function",)"
               R"("function":{"name":"f"}},)"
               R"("parallel_tool_calls":false)");
  EXPECT_TRUE(request.has_tools);
  ASSERT_EQ(request.texts_to_check.size(), 2U);
  EXPECT_THAT(request.texts_to_check[0], HasSubstr("\n说我\n"));
  EXPECT_THAT(request.texts_to_check[0], HasSubstr("\n城市\nenum\n北京"));
  EXPECT_THAT(upstream(request), HasSubstr(R"("description":"说我")"));
  request.passed_on_tools.clear();
  EXPECT_THAT(upstream(request), Not(HasSubstr("tool")));
}

TEST(ChatRequest, RefusesToolsThatAreNotFunctions) {
  EXPECT_EQ(refused(R"("tools":[{"type":"web_search"}])"), "unsupported_parameter tools[0].type");
  EXPECT_EQ(refused(R"("tools":[{"type":"function","function":{}}])"),
            "invalid_value tools[0].function.name");
  EXPECT_EQ(refused(R"("tools":{})"), "invalid_type tools");
  EXPECT_EQ(refused(R"("tools":["x"])"), "invalid_type tools[0]");
  EXPECT_EQ(refused(R"("tool_choice":"你好")"), "invalid_value tool_choice");
  EXPECT_FALSE(accepted(R"("tools":[])").has_tools);
}

TEST(ChatRequest, ShowsTheWordsOfFormatsAndPredictionsToTheChecks) {
  const ChatRequest request =
      accepted(R"("response_format":{"type":"json_schema","json_schema":{"name":"n",)"
               R"("schema":{"description":"说"}}},)"
               R"("prediction":{"type":"content","content":"想"},"stop":"停")");
  EXPECT_TRUE(request.wants_json_format);
  EXPECT_THAT(request.texts_to_check, testing::Contains(HasSubstr("description\n说")));
  EXPECT_THAT(request.texts_to_check, testing::Contains(HasSubstr("content\n想")));
  EXPECT_THAT(request.texts_to_check, testing::Contains("停"));
  EXPECT_FALSE(accepted(R"("response_format":{"type":"text"})").wants_json_format);
  EXPECT_EQ(refused(R"("response_format":{"type":"grammar"})"),
            "invalid_value response_format.type");
  EXPECT_EQ(refused(R"("response_format":"json")"), "invalid_type response_format");
}

TEST(ChatRequest, ChecksTheTypesOfWhatItPassesOn) {
  EXPECT_EQ(refused(R"("temperature":"hot")"), "invalid_type temperature");
  EXPECT_EQ(refused(R"("max_tokens":[1])"), "invalid_type max_tokens");
  EXPECT_EQ(refused(R"("stop":[1])"), "invalid_value stop");
  EXPECT_EQ(refused(R"("logit_bias":{"说":1})"), "invalid_value logit_bias");
  EXPECT_EQ(refused(R"("logit_bias":{"1":"x"})"), "invalid_value logit_bias");
  EXPECT_EQ(refused(R"("reasoning_effort":"我想说的话")"), "invalid_value reasoning_effort");
  EXPECT_EQ(refused(R"("thinking":{"type":"a text with spaces"})"), "invalid_value thinking");
  EXPECT_EQ(refused(R"("chat_template_kwargs":{"custom":["x"]})"),
            "invalid_value chat_template_kwargs");
  EXPECT_EQ(refused(R"("parallel_tool_calls":1)"), "invalid_type parallel_tool_calls");
  EXPECT_EQ(refused(R"("store":{})"), "invalid_type store");
}

TEST(ChatRequest, RefusesBodiesThatAreNoRequests) {
  const auto code = [](std::string body) {
    return read_chat_request(std::move(body)).error().code;
  };
  EXPECT_EQ(code("[]"), "invalid_type");
  EXPECT_EQ(code("{"), "invalid_json");
  EXPECT_EQ(code(R"({"model":"m","model":"n","messages":[]})"), "invalid_json");
  EXPECT_EQ(code(R"({"messages":[]})"), "missing_required_parameter");
  EXPECT_EQ(code(R"({"model":"m"})"), "missing_required_parameter");
  EXPECT_EQ(code(R"({"model":null,"messages":[{"role":"user","content":"a"}]})"), "invalid_type");
  EXPECT_EQ(code(R"({"model":"","messages":[{"role":"user","content":"a"}]})"), "invalid_value");
  EXPECT_EQ(code(R"({"model":"m","messages":{}})"), "invalid_type");
  const auto large = read_chat_request(std::string((std::size_t{1} << 20U) + 1, ' '));
  EXPECT_EQ(large.error().status, 413);
}

TEST(UpstreamBody, WritesMessagesAsTheTurnEditedThem) {
  const ChatRequest request = accepted("");
  const std::vector<ChatMessage> edited{
      {ChatRole::system, "be kind\n\"\u2028", "", "", {}},
      {ChatRole::assistant, "", "", R"("tool_calls":[{"id":"1"}])", {}},
      {ChatRole::tool, "", "", R"("tool_call_id":"1")", {}},
      {ChatRole::user, "hi", "小明", "", {}}};
  const std::string body = upstream_body(request, edited, "real \"model\"");
  EXPECT_TRUE(check_json(body));
  EXPECT_EQ(body,
            "{\"model\":\"real \\\"model\\\"\",\"messages\":[{\"role\":\"system\",\"content\":\"be "
            "kind\\n\\\"\u2028\"},"
            R"({"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},)"
            R"({"role":"tool","content":"","tool_call_id":"1"},{"role":"user","content":"hi",)"
            R"("name":"小明"}]})");
}

}  // namespace
}  // namespace anban::wire
