// SPDX-License-Identifier: Apache-2.0
// The vectors of RFC 4226 appendix D, RFC 6238 appendix B (SHA-1) and RFC 4648 section 10.
#include "base/one_time_code.h"

#include <array>

#include <gtest/gtest.h>

namespace anban {
namespace {

constexpr BytesView secret = "12345678901234567890";

TEST(OneTimeCode, IsThatOfRfc4226) {
  constexpr std::array<const char*, 10> codes = {"755224", "287082", "359152", "969429", "338314",
                                                 "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) EXPECT_EQ(one_time_code(secret, i), codes[i]);
}

TEST(OneTimeCode, IsThatOfRfc6238) {
  const auto at = [](std::uint64_t seconds) { return one_time_code(secret, seconds / 30, 8); };
  EXPECT_EQ(at(59), "94287082");
  EXPECT_EQ(at(1111111109), "07081804");
  EXPECT_EQ(at(1111111111), "14050471");
  EXPECT_EQ(at(1234567890), "89005924");
  EXPECT_EQ(at(2000000000), "69279037");
  EXPECT_EQ(at(20000000000), "65353130");
}

TEST(Base32, IsThatOfRfc4648WithoutPadding) {
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "MY");
  EXPECT_EQ(to_base32("fo"), "MZXQ");
  EXPECT_EQ(to_base32("foo"), "MZXW6");
  EXPECT_EQ(to_base32("foob"), "MZXW6YQ");
  EXPECT_EQ(to_base32("fooba"), "MZXW6YTB");
  EXPECT_EQ(to_base32("foobar"), "MZXW6YTBOI");
  EXPECT_EQ(to_base32(std::string("\0\xff", 2)), "AD7Q");
}

}  // namespace
}  // namespace anban
