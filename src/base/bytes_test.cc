// SPDX-License-Identifier: Apache-2.0
// Claims about spellings of bytes: they come back as they were, and what is not one is refused.
#include "base/bytes.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

Bytes every_byte() {
  Bytes all;
  for (int i = 0; i < 256; ++i) all.push_back(static_cast<char>(i));
  return all;
}

TEST(Hex, ComesBackAsItWas) {
  EXPECT_EQ(to_hex(std::string_view("\x00\xff\x10", 3)), "00ff10");
  EXPECT_EQ(from_hex(to_hex(every_byte())).value(), every_byte());
  EXPECT_EQ(from_hex("00FF").value(), std::string("\x00\xff", 2));
  EXPECT_EQ(from_hex("").value(), "");
}

TEST(Hex, IsRefusedWhenItIsNotHexadecimal) {
  for (const auto* bad : {"0", "0g", "00 ", " 00", "0x00", "00:11"}) {
    EXPECT_FALSE(from_hex(bad)) << bad;
  }
}

TEST(Base64, ComesBackAsItWas) {
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(from_base64(to_base64(every_byte())).value(), every_byte());
  EXPECT_EQ(from_base64("").value(), "");
}

TEST(Base64, IsRefusedWithoutPaddingOrWithForeignCharacters) {
  for (const auto* bad : {"Zg", "Zg=", "Zg==x", "Z_==", "Zg==\n", "====", "Zm9v YmFy"}) {
    EXPECT_FALSE(from_base64(bad)) << bad;
  }
}

TEST(Base64Url, HasNoPaddingAndNothingThatAnAddressWouldEscape) {
  EXPECT_EQ(to_base64url("f"), "Zg");
  const std::string all = to_base64url(every_byte());
  EXPECT_EQ(all.find_first_of("+/="), std::string::npos);
}

TEST(ConstantTimeEquality, KnowsEqualFromUnequal) {
  EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
  EXPECT_TRUE(equal_in_constant_time("", ""));
  EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
  EXPECT_FALSE(equal_in_constant_time("secret", "secret "));
}

}  // namespace
}  // namespace anban
