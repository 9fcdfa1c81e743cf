// SPDX-License-Identifier: Apache-2.0
// The tree against RFC 6962's definition written out naively, and proofs against their verifier.
#include "evidence/merkle.h"

#include <bit>

#include <gtest/gtest.h>

namespace anban::evidence {
namespace {

constexpr std::uint64_t sizes_tried = 70;  // past a power of two and its odd neighbours

std::vector<Digest> leaves_of(std::uint64_t size) {
  std::vector<Digest> out;
  for (std::uint64_t n = 0; n < size; ++n) out.push_back(leaf_hash("leaf " + std::to_string(n)));
  return out;
}

/// MTH(D[n]) as section 2.1 has it.
Digest naive_root(const std::vector<Digest>& leaves, std::uint64_t from, std::uint64_t to) {
  if (from == to) return empty_root();
  if (to - from == 1) return leaves[from];
  const std::uint64_t middle = from + std::bit_floor(to - from - 1);
  return node_hash(naive_root(leaves, from, middle), naive_root(leaves, middle, to));
}

LeafHashes source(const std::vector<Digest>& leaves) {
  return [&leaves](std::uint64_t from, std::uint64_t to) -> Result<std::vector<Digest>> {
    const auto begin = leaves.begin();
    return std::vector<Digest>(begin + static_cast<std::ptrdiff_t>(from),
                               begin + static_cast<std::ptrdiff_t>(to));
  };
}

TEST(MerkleTree, HashesLeavesAndNodesApart) {
  EXPECT_EQ(to_hex(empty_root().view()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(leaf_hash("").view()),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const Digest a = leaf_hash("a");
  EXPECT_NE(node_hash(a, a), leaf_hash(std::string(a.view()) + std::string(a.view())));
}

TEST(MerkleTree, FrontierHasTheRootOfEverySize) {
  const auto leaves = leaves_of(sizes_tried);
  Frontier frontier;
  for (std::uint64_t size = 0; size <= sizes_tried; ++size) {
    EXPECT_EQ(frontier.size(), size);
    EXPECT_EQ(frontier.root(), naive_root(leaves, 0, size)) << size;
    if (size < sizes_tried) frontier.append(leaves[size]);
  }
}

TEST(MerkleTree, FrontierComesBackFromItsBytesAndGrowsOn) {
  const auto leaves = leaves_of(sizes_tried);
  Frontier frontier;
  for (const Digest& leaf : leaves) {
    auto copy = Frontier::from_bytes(frontier.size(), frontier.to_bytes());
    ASSERT_TRUE(copy);
    copy->append(leaf);
    frontier.append(leaf);
    EXPECT_EQ(*copy, frontier);
  }
}

TEST(MerkleTree, RefusesAFrontierOfAnotherLength) {
  EXPECT_EQ(Frontier::from_bytes(3, Bytes(32, 'x')).error().code, ErrorCode::corrupt);
  EXPECT_EQ(Frontier::from_bytes(0, Bytes(1, 'x')).error().code, ErrorCode::corrupt);
  EXPECT_TRUE(Frontier::from_bytes(3, Bytes(64, 'x')));
}

TEST(MerkleTree, ProvesEveryLeafOfEverySizeAndNoOther) {
  const auto leaves = leaves_of(sizes_tried);
  for (std::uint64_t size = 1; size <= sizes_tried; ++size) {
    const Digest root = naive_root(leaves, 0, size);
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(source(leaves), index, size);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(verify_inclusion({index, size, leaves[index], root}, *proof));
      EXPECT_FALSE(verify_inclusion({index, size, leaf_hash("other"), root}, *proof));
      EXPECT_FALSE(verify_inclusion({index, size, leaves[index], leaf_hash("other")}, *proof));
      EXPECT_FALSE(verify_inclusion({size, size, leaves[index], root}, *proof));
    }
  }
  EXPECT_EQ(inclusion_proof(source(leaves), 5, 5).error().code, ErrorCode::invalid);
}

TEST(MerkleTree, ProvesGrowthBetweenAllSizesAndNoOther) {
  const auto leaves = leaves_of(sizes_tried);
  for (std::uint64_t newer = 1; newer <= sizes_tried; ++newer) {
    const Digest root = naive_root(leaves, 0, newer);
    for (std::uint64_t older = 1; older <= newer; ++older) {
      const Digest older_root = naive_root(leaves, 0, older);
      const auto proof = consistency_proof(source(leaves), older, newer);
      ASSERT_TRUE(proof);
      EXPECT_TRUE(verify_consistency({older, newer, older_root, root}, *proof))
          << older << " to " << newer;
      EXPECT_FALSE(verify_consistency({older, newer, leaf_hash("x"), root}, *proof));
      EXPECT_FALSE(verify_consistency({older, newer, older_root, leaf_hash("x")}, *proof));
    }
  }
  EXPECT_EQ(consistency_proof(source(leaves), 0, 5).error().code, ErrorCode::invalid);
  EXPECT_EQ(consistency_proof(source(leaves), 6, 5).error().code, ErrorCode::invalid);
}

TEST(MerkleTree, SaysWhereLeavesAreMissing) {
  const LeafHashes short_source = [](std::uint64_t, std::uint64_t) -> Result<std::vector<Digest>> {
    return std::vector<Digest>(1);
  };
  EXPECT_EQ(inclusion_proof(short_source, 0, 5).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace anban::evidence
