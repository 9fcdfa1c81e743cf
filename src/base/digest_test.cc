// SPDX-License-Identifier: Apache-2.0
// Claims about digests, against the published vectors of their standards.
#include "base/digest.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

std::string hex(const Digest& digest) { return to_hex(digest.view()); }

TEST(Sha256, GivesTheVectorsOfFips180) {
  EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, OfPartsIsThatOfTheJoinedBytes) {
  EXPECT_EQ(sha256_of(0x01, "left", "right"), sha256("\x01leftright"));
  EXPECT_EQ(sha256_of(0x61, ""), sha256("a"));
  EXPECT_NE(sha256_of(0x00, "leaf"), sha256_of(0x01, "leaf"));
}

TEST(HmacSha256, GivesTheVectorOfRfc4231) {
  EXPECT_EQ(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(KeyedHash, DependsOnTheKeyAndOnTheData) {
  const Bytes one(32, 'a');
  const Bytes other(32, 'b');
  EXPECT_EQ(keyed_hash(one, "x"), keyed_hash(one, "x"));
  EXPECT_NE(keyed_hash(one, "x"), keyed_hash(other, "x"));
  EXPECT_NE(keyed_hash(one, "x"), keyed_hash(one, "y"));
}

TEST(KeyedHashDeathTest, EndsTheProcessForAKeyThatIsTooShort) {
  EXPECT_DEATH(keyed_hash("short", "x"), "promise.broken");
}

TEST(DigestFrom, TakesThirtyTwoBytesAndNoOtherNumber) {
  const Digest digest = sha256("abc");
  EXPECT_EQ(digest_from(digest.view()).value(), digest);
  EXPECT_EQ(digest_from(Bytes(31, 'x')).error().code, ErrorCode::invalid);
  EXPECT_EQ(digest_from(Bytes(33, 'x')).error().code, ErrorCode::invalid);
  EXPECT_FALSE(digest_from(""));
}

TEST(CacheHash, IsTheSameForTheSameBytes) {
  EXPECT_EQ(cache_hash("hello"), cache_hash("hello"));
  EXPECT_NE(cache_hash("hello"), cache_hash("hellp"));
}

}  // namespace
}  // namespace anban
