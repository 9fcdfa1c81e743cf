// SPDX-License-Identifier: Apache-2.0
// The chunked coding: the same body however the bytes come, and no lenience.
#include "net/chunk_decoder.h"

#include <string>

#include <gtest/gtest.h>

namespace anban {
namespace {

struct Outcome {
  std::string body;
  std::string rest;
  bool is_done = false;
  bool is_broken = false;
};

Outcome decode(const std::string& coded, std::size_t piece) {
  ChunkDecoder decoder;
  Outcome outcome;
  for (std::size_t at = 0; at < coded.size(); at += piece) {
    std::string bytes = coded.substr(at, piece);
    const ChunkDecoder::Step step = decoder.decode(bytes);
    outcome.body += bytes.substr(0, step.body);
    outcome.rest += bytes.substr(step.used);
  }
  outcome.is_done = decoder.is_done();
  outcome.is_broken = decoder.is_broken();
  return outcome;
}

TEST(Chunks, GiveTheSameBodyInPiecesOfAnySize) {
  const std::string coded =
      "5\r\nhello\r\n00000006;a=\"b\"\r\n world\r\nA\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\nnext";
  for (std::size_t piece = 1; piece <= coded.size(); ++piece) {
    const Outcome outcome = decode(coded, piece);
    EXPECT_TRUE(outcome.is_done);
    EXPECT_EQ(outcome.body, "hello world0123456789");
    EXPECT_EQ(outcome.rest, "next");
  }
}

TEST(Chunks, AreBrokenByAnythingElse) {
  for (const std::string coded :
       {"0_2\r\nhi\r\n", "-2\r\n", "2 \r\nhi", "0\n\n", "2\r\r;a\r\nhi", "2;a\nb\r\nhi\r\n",
        "1\r\nhi\r\n0\r\n\r\n", "2zzz\r\n", "10000000000000002\r\n", "000000002\r\n", "\r\n",
        ";a\r\n", "2\r\nhi0\r\n\r\n", "0\r\nNo colon\r\n\r\n", "0\r\n: x\r\n\r\n",
        "0\r\nA: \x01\r\n\r\n", "0\r\n A: folded\r\n\r\n", "0\r\n\rx"}) {
    EXPECT_TRUE(decode(coded, 1).is_broken) << coded;
    EXPECT_TRUE(decode(coded, coded.size()).is_broken) << coded;
  }
}

TEST(Chunks, ExtensionsAndTrailersAreBounded) {
  const std::string much(5000, 'a');
  EXPECT_TRUE(decode("1;" + much + "\r\n", 100).is_broken);
  EXPECT_TRUE(decode("0\r\nA: " + much + "\r\n\r\n", 100).is_broken);
  EXPECT_TRUE(decode("0\r\nA: " + much.substr(0, 1000) + "\r\n\r\n", 100).is_done);
}

TEST(Chunks, AreNotDoneBeforeTheLastLine) {
  EXPECT_FALSE(decode("2\r\nhi\r\n0\r\n\r", 1).is_done);
  EXPECT_FALSE(decode("2\r\nhi\r\n0\r\n\r", 1).is_broken);
}

}  // namespace
}  // namespace anban
