// SPDX-License-Identifier: Apache-2.0
// The public proof vectors of transparency-dev/merkle (inclusion, consistency, and both for
// subtrees): every one must be judged as it is marked.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "evidence/merkle.h"

namespace anban::evidence {
namespace {

using Json = nlohmann::json;

std::filesystem::path vectors() {
  const char* data = std::getenv("ANBAN_DATA");
  const std::filesystem::path root =
      data != nullptr ? std::filesystem::path(data)
                      : std::filesystem::path(ANBAN_SOURCE_DIR) / "../shared/data";
  return root / "vectors/merkle-proofs";
}

/// Some vectors write a word in place of a root where only equality matters ("sizes are equal"):
/// its hash stands for it. An empty one stands for no digest at all.
std::optional<Digest> digest_of(const Json& json, const char* name) {
  const auto bytes = from_base64(json.at(name).get<std::string>());
  if (!bytes || bytes->empty()) return std::nullopt;
  const auto digest = digest_from(*bytes);
  return digest ? *digest : sha256(*bytes);
}

std::optional<Proof> proof_of(const Json& json) {
  Proof proof;
  if (json.at("proof").is_null()) return proof;
  for (const Json& each : json.at("proof")) {
    const auto bytes = from_base64(each.get<std::string>());
    const auto digest = bytes ? digest_from(*bytes) : failed(bytes);
    if (!digest) return std::nullopt;
    proof.push_back(*digest);
  }
  return proof;
}

std::uint64_t number(const Json& json, const char* name) {
  return json.at(name).get<std::uint64_t>();
}

bool accepts(const std::string& kind, const Json& json) {
  const auto proof = proof_of(json);
  const bool is_inclusion = kind.ends_with("inclusion");
  const auto first = digest_of(json, is_inclusion ? "leafHash" : "root1");
  const auto second = digest_of(json, is_inclusion ? "root" : "root2");
  if (!proof || !first || !second) return false;
  if (kind == "inclusion") {
    const Inclusion claim{number(json, "leafIdx"), number(json, "treeSize"), *first, *second};
    return verify_inclusion(claim, *proof).has_value();
  }
  if (kind == "consistency") {
    const Consistency claim{number(json, "size1"), number(json, "size2"), *first, *second};
    return verify_consistency(claim, *proof).has_value();
  }
  Subtree subtree{number(json, "start"), number(json, "end"), is_inclusion ? *second : *first};
  if (is_inclusion) {
    return verify_subtree_inclusion(subtree, number(json, "leafIdx"), *first, *proof).has_value();
  }
  return verify_subtree_consistency(subtree, number(json, "size"), *second, *proof).has_value();
}

class MerkleVectors : public testing::TestWithParam<std::string> {};

TEST_P(MerkleVectors, AreJudgedAsMarked) {
  const auto folder = vectors() / GetParam();
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no data";
  int judged = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const Json json = Json::parse(file);
    EXPECT_EQ(accepts(GetParam(), json), !json.at("wantErr").get<bool>()) << entry.path();
    ++judged;
  }
  EXPECT_GT(judged, 90);
}

INSTANTIATE_TEST_SUITE_P(All, MerkleVectors,
                         testing::Values("inclusion", "consistency", "subtreeinclusion",
                                         "subtreeconsistency"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace anban::evidence
