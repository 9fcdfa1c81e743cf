// SPDX-License-Identifier: Apache-2.0
// Claims about ids: they sort by the time of their making, look as promised and cannot be swapped.
#include "base/ids.h"

#include <type_traits>

#include <gtest/gtest.h>

namespace anban {
namespace {

using Random = std::array<unsigned char, 10>;

constexpr Random lowest{};
constexpr Random highest{255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

TEST(MakeId, IsAPrefixAndTwentySixCharacters) {
  EXPECT_EQ(make_id("trn_", 0, lowest), "trn_00000000000000000000000000");
  EXPECT_EQ(make_id("trn_", (std::int64_t{1} << 48) - 1, highest),
            "trn_7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
  // The example of the ULID specification: 2016-07-30T23:54:10.259Z.
  EXPECT_EQ(make_id("", 1469922850259, lowest).substr(0, 10), "01ARZ3NDEK");
}

TEST(MakeId, SortsByTimeWhateverTheRandomBytesAre) {
  const std::int64_t times[] = {0, 1, 31, 32, 1785600000000, 1785600000001, 4102444800000};
  for (std::size_t i = 1; i < std::size(times); ++i) {
    EXPECT_LT(make_id("evt_", times[i - 1], highest), make_id("evt_", times[i], lowest));
  }
}

TEST(MakeId, DiffersInEveryRandomBit) {
  for (std::size_t bit = 0; bit < 80; ++bit) {
    Random random{};
    random[bit / 8] = static_cast<unsigned char>(1U << (bit % 8));
    EXPECT_NE(make_id("", 1, random), make_id("", 1, lowest)) << bit;
  }
}

TEST(Ids, OfDifferentKindsCannotBeSwapped) {
  EXPECT_FALSE((std::is_convertible_v<PersonId, PersonRef>));
  EXPECT_FALSE((std::is_convertible_v<std::string, PersonId>));
  EXPECT_TRUE(PersonId().empty());
  EXPECT_EQ(PersonId("a"), PersonId("a"));
  EXPECT_LT(PersonId("a"), PersonId("b"));
}

TEST(ClientIds, MayBeAnyPrintableTextUpToItsLimit) {
  EXPECT_TRUE(is_acceptable_client_id("u-1"));
  EXPECT_TRUE(is_acceptable_client_id("小明 🙂"));
  EXPECT_TRUE(is_acceptable_client_id(std::string(128, 'x')));
  std::string hundred_and_twenty_eight_characters;
  for (int i = 0; i < 128; ++i) hundred_and_twenty_eight_characters += "明";
  EXPECT_TRUE(is_acceptable_client_id(hundred_and_twenty_eight_characters));
}

TEST(ClientIds, MustNotBeEmptyLongControlOrMalformed) {
  EXPECT_FALSE(is_acceptable_client_id(""));
  EXPECT_FALSE(is_acceptable_client_id(std::string(129, 'x')));
  EXPECT_FALSE(is_acceptable_client_id("a\nb"));
  EXPECT_FALSE(is_acceptable_client_id(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_acceptable_client_id("\x7f"));
  EXPECT_FALSE(is_acceptable_client_id("\xc2\x85"));  // U+0085, a control character
  EXPECT_FALSE(is_acceptable_client_id("\xc3"));
}

}  // namespace
}  // namespace anban
