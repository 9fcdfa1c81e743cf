// SPDX-License-Identifier: Apache-2.0
// Claims about the strict reader: what it refuses, where it says the fault is, and that what it
// read is what it writes.
#include "wire/json_document.h"

#include <string>

#include <gtest/gtest.h>

#include "wire/strict_json.h"

namespace anban::wire {
namespace {

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

std::string refusal(std::string_view body) {
  const Result<void> checked = check_json(body);
  return checked ? std::string("accepted") : checked.error().detail;
}

std::string rewritten(std::string_view body) {
  const Result<std::string> out = rewritten_json(body);
  return out ? *out : "refused: " + out.error().detail;
}

TEST(StrictJson, SaysWhatIsWrongAndAtWhichByte) {
  EXPECT_EQ(refusal(R"({"a":1,})"),
            "The body is not acceptable JSON: a key was expected behind ',', at byte 7.");
  EXPECT_EQ(refusal("[1 2]"),
            "The body is not acceptable JSON: ',' or ']' was expected in an array, at byte 3.");
  EXPECT_EQ(refusal(""), "The body is not acceptable JSON: the text ends too early, at byte 0.");
  EXPECT_EQ(refusal("{} x"),
            "The body is not acceptable JSON: text behind the end of the value, at byte 3.");
  EXPECT_EQ(refusal("\"a\xff\""), "The body is not valid UTF-8 at byte 2.");
  EXPECT_EQ(refusal("\xEF\xBB\xBF{}"),
            "The body starts with a byte order mark; send UTF-8 without one.");
}

TEST(StrictJson, RefusesDuplicateKeysAtAnyDepth) {
  EXPECT_NE(refusal(R"({"a":1,"a":1})").find("twice in one object, at byte 8"), std::string::npos);
  EXPECT_NE(refusal(R"([{"x":[{"b":{"a":1,"c":2,"a":3}}]}])").find("twice"), std::string::npos);
  EXPECT_EQ(refusal(R"({"a":{"a":{"a":1}},"b":{"a":2}})"), "accepted");
}

TEST(StrictJson, ComparesKeysAfterUnescaping) {
  EXPECT_NE(refusal(R"({"user":1,"\u0075ser":2})").find("twice"), std::string::npos);
  EXPECT_NE(refusal(R"({"a\/b":1,"a/b":2})").find("twice"), std::string::npos);
  EXPECT_NE(refusal(R"({"\ud83d\ude42":1,"🙂":2})").find("twice"), std::string::npos);
  EXPECT_EQ(refusal(R"({"user":1,"User":2,"\\u0075ser":3})"), "accepted");
}

TEST(StrictJson, FindsADuplicateAmongManyKeys) {
  std::string body = "{";
  for (int i = 0; i < 5'000; ++i) body += "\"key" + std::to_string(i) + "\":0,";
  EXPECT_EQ(refusal(body + "\"last\":0}"), "accepted");
  EXPECT_NE(refusal(body + "\"key77\":0}").find("twice"), std::string::npos);
  EXPECT_NE(refusal(body + "\"key\\u0037\\u0037\":0}").find("twice"), std::string::npos);
}

TEST(StrictJson, Takes64LevelsAndRefuses65) {
  EXPECT_TRUE(check_json(nested(64)));
  EXPECT_NE(refusal(nested(65)).find("nested deeper than 64 levels, at byte 64"),
            std::string::npos);
  EXPECT_FALSE(check_json(std::string(500'000, '[')));
  std::string objects;
  for (int i = 0; i < 65; ++i) objects += "{\"a\":";
  EXPECT_NE(refusal(objects).find("nested deeper"), std::string::npos);
}

TEST(StrictJson, RefusesABodyThatIsTooLargeAsExhausted) {
  const std::string text(100, ' ');
  EXPECT_TRUE(check_json("1" + text, {.bytes_max = 101}));
  const Result<void> checked = check_json("1" + text, {.bytes_max = 100});
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, ErrorCode::exhausted);
  EXPECT_EQ(json_refused(checked.error()).status, 413);
  EXPECT_EQ(json_refused(Error{ErrorCode::invalid, "x"}).status, 400);
}

TEST(StrictJson, RefusesMoreValuesThanATreeMayHold) {
  EXPECT_TRUE(check_json("[1,2,3]", {.values_max = 4}));
  EXPECT_FALSE(check_json("[1,2,3,4]", {.values_max = 4}));
}

TEST(StrictJson, ReadsLoneSurrogatesAsTheReplacementCharacter) {
  EXPECT_EQ(rewritten(R"(["\ud800","\udc00x","\ud83dab","\ud83d\n","\ud83d\u0041","\ud83d"])"),
            "[\"\uFFFD\",\"\uFFFDx\",\"\uFFFDab\",\"\uFFFD\\n\",\"\uFFFDA\",\"\uFFFD\"]");
  EXPECT_EQ(rewritten(R"(["\ud83d\ude42","\uD83D\uD83D\uDE42"])"), "[\"🙂\",\"\uFFFD🙂\"]");
}

TEST(StrictJson, RefusesEveryKindOfMalformedUtf8) {
  for (const std::string bad :
       {"\x80", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80",
        "\xC3", "\xE4\xBD", "\xF0\x9F\x99"}) {
    EXPECT_FALSE(check_json("\"" + bad + "\"")) << testing::PrintToString(bad);
  }
}

TEST(StrictJson, RefusesNumbersBeyondADouble) {
  EXPECT_FALSE(check_json("1e400"));
  EXPECT_FALSE(check_json(std::string(400, '9')));
  EXPECT_TRUE(check_json("1e308"));
  EXPECT_FALSE(check_json("01"));
  EXPECT_FALSE(check_json("1."));
  EXPECT_FALSE(check_json(".5"));
  EXPECT_FALSE(check_json("-"));
  EXPECT_FALSE(check_json("+1"));
}

TEST(StrictJson, WritesWhatItReadInItsOwnSpelling) {
  EXPECT_EQ(
      rewritten(" { \"a\" : [ 1 , -2.50 , true , null ] ,\t\"b\\u0062\" : { } , \"c\":[]}\r\n"),
      R"({"a":[1,-2.50,true,null],"bb":{},"c":[]})");
  EXPECT_EQ(rewritten(R"("\u4f60\u0000\"\\\/\b\f\n\r\t")"), R"("你\u0000\"\\/\u0008\u000c\n\r\t")");
}

TEST(StrictJson, ScansStringsOfEveryLengthAlike) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string plain(length, 'x');
    EXPECT_EQ(rewritten("\"" + plain + "\""), "\"" + plain + "\"");
    EXPECT_FALSE(check_json("\"" + plain + "\n\"")) << length;
    EXPECT_FALSE(check_json("\"" + plain)) << length;
    EXPECT_EQ(rewritten("\"" + plain + "\\u00e9中\""), "\"" + plain + "é中\"");
  }
}

TEST(JsonTree, HoldsTheSameValues) {
  const Result<nlohmann::json> tree =
      read_json(R"({"a":[1,1.5,"x",null,true],"n":-9007199254740993})");
  ASSERT_TRUE(tree);
  EXPECT_EQ((*tree)["a"].dump(), R"([1,1.5,"x",null,true])");
  EXPECT_EQ((*tree)["n"], -9007199254740993);
  EXPECT_FALSE(read_json(R"({"a":1,"a":2})"));
}

TEST(JsonValue, AnswersOnlyWhatItsKindHas) {
  JsonDocument document;
  const std::string body =
      R"({"s":"a\tb","n":3.0,"big":1e30,"half":1.5,"no":false,"list":[1,[2],3]})";
  ASSERT_TRUE(document.parse(body));
  const JsonValue root = document.root();
  EXPECT_EQ(root.size(), 6U);
  EXPECT_EQ(root.find("s")->text(), "a\tb");
  EXPECT_FALSE(root.find("s")->plain_text());
  EXPECT_TRUE(root.find("s")->text_is("a\tb"));
  EXPECT_EQ(root.find("n")->integer(), 3);
  EXPECT_FALSE(root.find("big")->integer());
  EXPECT_FALSE(root.find("half")->integer());
  EXPECT_FALSE(root.find("no")->truth());
  EXPECT_EQ(root.find("list")->size(), 3U);
  EXPECT_FALSE(root.find("list")->find("s"));
  EXPECT_EQ(root.find("n")->text(), "");
  EXPECT_FALSE(root.find("missing"));
}

TEST(JsonDocument, CanBeReadAgainAfterAFault) {
  JsonDocument document;
  EXPECT_FALSE(document.parse("[1,2"));
  EXPECT_TRUE(document.parse("[3]"));
  EXPECT_EQ(document.root().size(), 1U);
}

}  // namespace
}  // namespace anban::wire
