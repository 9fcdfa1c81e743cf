// SPDX-License-Identifier: Apache-2.0
// Personal numbers and addresses do not reach the model server (O-27), nothing else of a message is
// changed, and what a reply says of them is put back wherever the stream is cut.
#include "turn/masking.h"

#include <gtest/gtest.h>

#include "turn/test_world.h"
#include "turn/tool_calls.h"

namespace anban {
namespace {

using namespace testing_turn;

constexpr std::string_view resident_id = "11010519491231002X";

std::string masked(std::string_view text, std::string_view locale = "zh-CN") {
  return Masks(locale).mask(text);
}

std::string restored(const Masks& masks, const std::vector<std::string>& pieces) {
  Unmasking unmasking(masks);
  std::string out;
  for (const std::string& piece : pieces) out += unmasking.feed(piece);
  return out + unmasking.finish();
}

TEST(Masking, HidesResidentIdsAndBankCards) {
  EXPECT_EQ(masked("我的身份证号是11010519491231002X，记住了吗"),
            "我的身份证号是[身份证号1]，记住了吗");
  EXPECT_EQ(masked("银行卡号6222021234567890128"), "银行卡号[银行卡号1]");
}

TEST(Masking, HidesEveryKindOfIdentifier) {
  EXPECT_EQ(masked("电话13812345678，邮箱li@example.com"), "电话[手机号1]，邮箱[邮箱1]");
  EXPECT_EQ(masked("车牌京A12345，护照号是E12345678"), "车牌[车牌号1]，护照号是[护照号1]");
  EXPECT_EQ(masked("加我微信：abc_1234，qq是123456789"), "加我微信：[微信号1]，qq是[QQ号1]");
  EXPECT_EQ(masked("我住在杭州市西湖区文三路478号3幢1203室，来吧"), "我住在[地址1]，来吧");
  EXPECT_EQ(masked("信用代码91350100M000100Y43"), "信用代码[信用代码1]");
  EXPECT_EQ(masked("call me: 13812345678", "en"), "call me: [PHONE_1]");
}

TEST(Masking, HidesWhateverTheSpelling) {
  EXPECT_EQ(masked("电话一三八一二三四五六七八"), "电话[手机号1]");
  EXPECT_EQ(masked("１３８ １２３４ ５６７８"), "[手机号1]");
  EXPECT_EQ(masked("住在文三路三号"), "住在[地址1]");
  EXPECT_EQ(masked("a@b.io"), "[邮箱1]");
}

TEST(Masking, GivesOneValueOneMarkInAllMessages) {
  Masks masks;
  EXPECT_EQ(masks.mask("13812345678和13912345678"), "[手机号1]和[手机号2]");
  EXPECT_EQ(masks.mask("又是138 1234 5678"), "又是[手机号1]");
  EXPECT_EQ(restored(masks, {"[手机号2]，[手机号1]"}), "13912345678，13812345678");
}

TEST(Masking, HidesEachOfSeveralInOneMessage) {
  const std::string both = masked("😀身份证号11010519491231002X，银行卡号6222021234567890128。");
  EXPECT_EQ(both, "😀身份证号[身份证号1]，银行卡号[银行卡号1]。");
  std::string many;
  for (int i = 0; i < 500; ++i) many += "电话13812345" + std::to_string(100 + i) + "。";
  EXPECT_EQ(masked(many).find("13812345"), std::string::npos);
}

TEST(Masking, LeavesOtherNumbersAndTextsAlone) {
  for (const char* text : {"", "你好", "今天是2026年8月1日12点30分", "我数到123456789012345",
                           "π是3.14159265358979，e是2.71828182845904", "[手机号1]", "一[二]三"}) {
    EXPECT_EQ(masked(text), text);
  }
}

TEST(Masking, GivesNoMarkThatSomebodyWrote) {
  Masks masks;
  masks.spare("什么是[手机号1]？[手机号2");
  EXPECT_EQ(masks.mask("13812345678"), "[手机号3]");
  EXPECT_EQ(restored(masks, {"[手机号1][手机号3]"}), "[手机号1]13812345678");
}

TEST(Masking, PutsMarksBackWhereverTheyAreCut) {
  Masks masks;
  masks.mask("13812345678，li@example.com，13912345678");
  const std::string reply = "好[，[手机号1]和[邮箱1]]、[手机[手机号2]。[手机号7][";
  const std::string whole = "好[，13812345678和li@example.com]、[手机13912345678。[手机号7][";
  EXPECT_EQ(restored(masks, {reply}), whole);
  for (std::size_t i = 0; i <= reply.size(); ++i) {
    for (std::size_t k = i; k <= reply.size(); ++k) {
      EXPECT_EQ(restored(masks, {reply.substr(0, i), reply.substr(i, k - i), reply.substr(k)}),
                whole)
          << i << " " << k;
    }
  }
  std::vector<std::string> bytes;
  for (const char each : reply) bytes.emplace_back(1, each);
  EXPECT_EQ(restored(masks, bytes), whole);
}

TEST(Masking, HoldsOnlyWhatCanBecomeAMark) {
  Masks masks;
  masks.mask("13812345678");
  Unmasking unmasking(masks);
  EXPECT_EQ(unmasking.feed("你好[手机"), "你好");
  EXPECT_EQ(unmasking.feed("号"), "");
  EXPECT_EQ(unmasking.feed("码"), "[手机号码");
  EXPECT_EQ(unmasking.feed("[微"), "[微") << "no WeChat name was given";
  EXPECT_EQ(unmasking.feed("[手机号1"), "");
  EXPECT_EQ(unmasking.finish(), "[手机号1");
  const Masks none;
  Unmasking idle(none);
  EXPECT_EQ(idle.feed("[手机"), "[手机");
}

TEST(Masking, KeepsToolCallsJson) {
  Masks masks;
  const std::string masked = masks.mask_json(
      R"("tool_calls":[{"id":"call_1","function":{"arguments":"{\"to\": \"13812345678\",)"
      R"( \"cc\": 13912345678, \"n\": 3}"}}])");
  EXPECT_EQ(masked,
            R"("tool_calls":[{"id":"call_1","function":{"arguments":"{\"to\": \"[手机号1]\",)"
            R"( \"cc\": \"[手机号2]\", \"n\": 3}"}}])");
  ToolCalls calls;
  calls.add({0, "a", "send", R"({"to":"[手机)"});
  calls.add({0, "", "", R"(号1]"})"});
  calls.restore(masks);
  EXPECT_NE(calls.json().find("13812345678"), std::string::npos);
}

TEST(Masking, ReadsEscapesOfJson) {
  const char* whole = R"({"to":"\u0031\u0033812345678","from":"x"})";
  EXPECT_EQ(masked(whole), R"({"to":"[手机号1]","from":"x"})");
  EXPECT_EQ(masked(R"({"a":"li\u0040example.com","b":"\uff11\uff13812345678"})"),
            R"({"a":"[邮箱1]","b":"[手机号1]"})");
  EXPECT_EQ(masked(R"(13912345678 and \u0031\u0033812345678)"), "[手机号1] and [手机号2]");
  for (const char* text : {R"({"n":"\u0041\u4f60\ud83d\ude00"})", R"(C:\users\u00)", "\\u",
                           R"({"n":"\u0031\u0032\u0033"})", R"(\u003)"}) {
    EXPECT_EQ(masked(text), text) << "nothing is hidden, nothing is changed";
  }
}

TEST(Masking, ReadsEscapesInArgumentsHoweverDeep) {
  Masks masks;
  const std::string members = masks.mask_json(
      R"("tool_calls":[{"id":"c","function":{"arguments":"{\"to\":\"\\u0031\\u0033812345678\",)"
      R"(\"body\":\"{\\\"cc\\\":\\\"\\\\u0031\\\\u0033912345678\\\"}\",)"
      R"(\"say\":\"a\\nb\\\"\\u4f60\"}"}}])");
  const Json read = Json::parse("{" + members + "}");
  const Json arguments =
      Json::parse(read["tool_calls"][0]["function"]["arguments"].get<std::string>());
  EXPECT_EQ(arguments["to"], "[手机号1]");
  EXPECT_EQ(Json::parse(arguments["body"].get<std::string>())["cc"], "[手机号2]");
  EXPECT_EQ(arguments["say"], "a\nb\"你");
}

TEST(Masking, KeepsNumbersOfJsonJson) {
  Masks masks;
  const std::string tools = masks.mask_json(
      R"("tools":[{"type":"function","function":{"name":"call","description":)"
      R"("for one: 13812345678, \"or: 13912345678, so\" 5\" {\"a\": 13812345678}",)"
      R"("parameters":{"default":13812345678,"enum":["13912345678",13912345678],"minimum":3}}}])");
  const Json read = Json::parse("{" + tools + "}");
  const Json& function = read["tools"][0]["function"];
  EXPECT_EQ(tools.find("812345678"), tools.npos) << tools;
  EXPECT_EQ(tools.find("912345678"), tools.npos) << tools;
  EXPECT_TRUE(function["description"].get<std::string>().starts_with("for one: [手机号1], \"or:"));
  EXPECT_EQ(function["parameters"]["default"], "[手机号1]");
  EXPECT_EQ(function["parameters"]["enum"], Json::array({"[手机号2]", "[手机号2]"}));
  EXPECT_EQ(function["parameters"]["minimum"], 3);
  const std::string deep = masks.mask_json(
      R"("function_call":{"name":"f","arguments":"{\"a\":\"{\\\"n\\\":[13812345678]}\"}"})");
  const Json call = Json::parse("{" + deep + "}");
  const Json outer = Json::parse(call["function_call"]["arguments"].get<std::string>());
  EXPECT_EQ(Json::parse(outer["a"].get<std::string>())["n"][0], "[手机号1]");
}

TEST(Masking, PutsBackMarksThatAServerEscaped) {
  Masks masks;
  masks.mask("13812345678");
  EXPECT_EQ(masks.restored_json(R"({"to":"[\u624b\u673a\u53f71]","say":"\u4f60"})"),
            R"({"to":"13812345678","say":"你"})");
  EXPECT_EQ(masks.restored_json(R"({"say":"\u4f60 \\u0031"})"), R"({"say":"\u4f60 \\u0031"})");
}

TEST(Masking, GivesNoMarkThatSomebodyWroteInAnotherSpelling) {
  for (const char* text : {"［手机号１］", "【手机号1】", "〔手机号 1〕", "手机号_1是什么",
                           "{\"a\":\"\\u624b机号1\"}"}) {
    Masks masks;
    masks.spare(text);
    EXPECT_EQ(masks.mask("13812345678"), "[手机号2]") << text;
    EXPECT_EQ(restored(masks, {text, "[手机号1]", "[手机号2]"}),
              std::string(text) + "[手机号1]13812345678");
  }
  Masks qq;
  qq.spare("ｑQ号01、[qq号１]");
  EXPECT_EQ(qq.mask("qq是123456789"), "qq是[QQ号2]");
  Masks english("en");
  english.spare("what is ＰＨＯＮＥ_1 or [phone 2]?");
  EXPECT_EQ(english.mask("13812345678"), "[PHONE_3]");
  Masks none;
  none.spare("手机号13812345678，手机1，号1，1，手机号");
  EXPECT_EQ(none.mask("13812345678"), "[手机号1]");
}

TEST(Masking, CoversNamesStopsPredictionsAndTools) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "帮我写名片，不要写13912345678");
  body["messages"][0]["name"] = "13812345678";
  body["stop"] = Json::array({"13912345678"});
  body["seed"] = 13812345678;
  body["prediction"] = {{"type", "content"}, {"content", "电话：13812345678"}};
  const Json place = {{"type", "string"}, {"description", "例如：13812345678，或住址"}};
  body["tools"] = Json::array({{{"type", "function"},
                                {"function",
                                 {{"name", "card"},
                                  {"description", "印名片，13812345678"},
                                  {"parameters", {{"properties", {{"place", place}}}}}}}}});
  sim::UpstreamPlan plan;
  plan.chunks = {"电话：[手机", "号1]"};
  world.model.set_plan(plan);
  const auto answer = world.ask(body);
  const std::string asked = world.model.bodies().back();
  const Json read = Json::parse(asked);
  EXPECT_EQ(read["seed"], 13812345678) << "a number that names nobody";
  EXPECT_EQ(asked.find("13812345678"), asked.rfind("13812345678")) << asked;
  EXPECT_EQ(asked.find("13912345678"), asked.npos) << asked;
  EXPECT_EQ(read["messages"].back()["name"], "[手机号2]");
  EXPECT_EQ(read["stop"][0], "[手机号1]") << "the same mark as in the message";
  EXPECT_EQ(read["prediction"]["content"], "电话：[手机号2]");
  EXPECT_EQ(read["tools"][0]["function"]["name"], "card");
  EXPECT_EQ(read["tools"][0]["function"]["description"], "印名片，[手机号2]");
  EXPECT_TRUE(says(*answer, "电话：13912345678")) << words_of(*answer);
}

TEST(Masking, NeverReplacesWhatThePersonTyped) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "请照抄：［手机号１］");
  body["messages"].insert(body["messages"].begin(),
                          Json{{"role", "system"}, {"content", "店主的手机号是13812345678"}});
  sim::UpstreamPlan plan;
  plan.chunks = {"你写的是[手机", "号1]这几个字。"};
  world.model.set_plan(plan);
  const auto answer = world.ask(body);
  EXPECT_NE(world.model.bodies().back().find("店主的手机号是[手机号2]"), std::string::npos);
  EXPECT_TRUE(says(*answer, "你写的是[手机号1]这几个字。")) << words_of(*answer);
  EXPECT_FALSE(says(*answer, "13812345678"));
}

TEST(Masking, IsDoneBeforeTheModelServerIsAsked) {
  World world;
  world.registers("lin", 30);
  world.ask(World::chat("lin", "我的身份证号是11010519491231002X，帮我记住"));
  ASSERT_EQ(world.model.calls(), 1U);
  const std::string asked = world.model.bodies().back();
  EXPECT_EQ(asked.find(resident_id), std::string::npos);
  EXPECT_NE(asked.find("我的身份证号是[身份证号1]，帮我记住"), std::string::npos);
  EXPECT_NE(asked.find("这样的记号"), std::string::npos) << "the model is told what marks are";
  world.ask(World::chat("lin", "今天天气不错"));
  EXPECT_EQ(world.model.bodies().back().find("这样的记号"), std::string::npos);
}

TEST(Masking, CoversTheHistoryAndWhatTheAppWrote) {
  World world;
  world.registers("lin", 30);
  Json body = World::chat("lin", "号码还是那个，13812345678");
  body["messages"] = Json::array({{{"role", "system"}, {"content", "她的手机号是13812345678"}},
                                  {{"role", "user"}, {"content", "我的手机号是13812345678"}},
                                  {{"role", "assistant"}, {"content", "记住了，13812345678"}},
                                  body["messages"][0]});
  world.ask(body);
  const std::string asked = world.model.bodies().back();
  EXPECT_EQ(asked.find("13812345678"), std::string::npos);
  EXPECT_NE(asked.find("记住了，[手机号1]"), std::string::npos);
  EXPECT_EQ(asked.find("[手机号2]"), std::string::npos);
}

TEST(Masking, IsUndoneInWhatThePersonReads) {
  World world;
  world.registers("lin", 30);
  sim::UpstreamPlan plan;
  plan.chunks = {"记住了，你的号码是[手", "机号", "1]，对吗？[手机号2]"};
  world.model.set_plan(plan);
  const Json body = World::chat("lin", "我的手机号是13812345678");
  const auto streamed = world.ask(World::streamed(body));
  EXPECT_TRUE(says(*streamed, "你的号码是13812345678，对吗？[手机号2]")) << words_of(*streamed);
  const auto whole = world.ask(World::chat("lin", "我的手机号是13812345678！"));
  EXPECT_TRUE(says(*whole, "你的号码是13812345678，对吗？[手机号2]")) << words_of(*whole);
}

}  // namespace
}  // namespace anban
