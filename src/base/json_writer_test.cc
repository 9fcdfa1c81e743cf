// SPDX-License-Identifier: Apache-2.0
// Claims about written JSON: right commas, right escapes, numbers that read back.
#include "base/json_writer.h"

#include <limits>

#include <gtest/gtest.h>

namespace anban {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

TEST(JsonString, EscapesWhatRfc8259AsksForAndNothingElse) {
  EXPECT_EQ(quoted(""), "\"\"");
  EXPECT_EQ(quoted("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"");
  EXPECT_EQ(quoted("\n\r\t\x01\x1f\x7f"), "\"\\n\\r\\t\\u0001\\u001f\x7f\"");
  EXPECT_EQ(quoted(std::string_view("\0", 1)), "\"\\u0000\"");
  EXPECT_EQ(quoted("安伴🙂"), "\"安伴🙂\"");
}

TEST(JsonWriter, SeparatesValuesInNestedArraysAndObjects) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("a", 1).key("b").begin_array();
  json.begin_object().end_object().string("x").null().boolean(false);
  json.begin_array().end_array().end_array();
  json.field("c", true).field("d", "y").key("e").raw("{\"z\":0}").field("f", 2U).end_object();
  EXPECT_EQ(out, R"({"a":1,"b":[{},"x",null,false,[]],"c":true,"d":"y","e":{"z":0},"f":2})");
}

TEST(JsonWriter, KeepsEveryBitOfWholeNumbers) {
  std::string out;
  JsonWriter json(out);
  json.begin_array()
      .number(std::numeric_limits<std::int64_t>::min())
      .number(std::numeric_limits<std::uint64_t>::max())
      .end_array();
  EXPECT_EQ(out, "[-9223372036854775808,18446744073709551615]");
}

TEST(JsonWriter, WritesFractionsShortAndNeverWritesWhatJsonLacks) {
  std::string out;
  JsonWriter json(out);
  json.begin_array().number(0.1).number(1e300).number(-0.5);
  json.number(std::numeric_limits<double>::quiet_NaN());
  json.number(std::numeric_limits<double>::infinity()).end_array();
  EXPECT_EQ(out, "[0.1,1e+300,-0.5,null,null]");
}

TEST(JsonWriter, AppendsBehindWhatIsThere) {
  std::string out = "data: ";
  JsonWriter(out).begin_object().end_object();
  EXPECT_EQ(out, "data: {}");
}

}  // namespace
}  // namespace anban
