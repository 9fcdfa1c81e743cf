// SPDX-License-Identifier: Apache-2.0
// Images of the detectors: the embedded ones are what the sources give; whatever bytes lie on the
// shelf, the detectors are those of the pack.
#include "signals/detectors_image.h"

#include <cstring>
#include <filesystem>

#include <gtest/gtest.h>

#include "base/embedded.h"
#include "pack/load.h"
#include "pack/source.h"
#include "signals/build_observer.h"
#include "signals/signals_fixture.h"

extern "C" {
extern const anban::EmbeddedFile anban_embedded_detectors[];
}

namespace anban::signals {
namespace {

constexpr std::size_t digest_at = 48;  // behind the magic and the key
constexpr std::size_t body_at = 96;

/// The shipped pack, as the program loads it.
std::shared_ptr<const pack::Pack> loaded_pack() {
  const std::filesystem::path root = ANBAN_SOURCE_DIR;
  return *pack::load_pack(*pack::source_from_directory(root / "packs/cn-2026"));
}

/// The build took it; the image of the rules begins with it.
Digest digest_of_sources() {
  constexpr std::size_t at = 16;
  const EmbeddedFile* rules = find_embedded(anban_embedded_detectors, "rules.image");
  return digest_from(rules->body().substr(at, sizeof(Digest))).value();
}

/// Two lists, with each tier and condition; the rules' words are in every image.
pack::Pack small_pack() {
  pack::Pack pack;
  pack.id = "small";
  pack::Lexicon list;
  list.id = "test";
  list.category = "gambling";
  list.kind = "A.1-6";
  list.roles = {"user", "assistant"};
  list.rules.push_back({.word = "青蛙彩票", .needs = {}, .unless = {}, .near = {}});
  list.rules.push_back({.word = "青蛙", .needs = {"下注"}, .unless = {"池塘"}, .near = {"充值"}});
  list.rules.push_back(
      {.word = "青蛙彩票站", .tier = pack::Tier::ignore, .needs = {}, .unless = {}, .near = {}});
  pack.lexicons.push_back(list);
  return pack;
}

class FakeShelf final : public ImageShelf {
 public:
  std::optional<Image> find() override {
    if (bytes.empty()) return std::nullopt;
    return held(bytes);
  }
  void refuse(const Error& why) override { refused.push_back(why.code); }
  Image keep(std::string image) override {
    bytes = std::move(image);
    ++kept;
    return held(bytes);
  }
  std::string bytes;
  std::vector<ErrorCode> refused;
  int kept = 0;

 private:
  static Image held(const std::string& bytes) {
    auto own = std::make_shared<const std::string>(bytes);
    return {*own, own};
  }
};

constexpr const char* caught = "来青蛙彩票下注吧，我真的不想活了，wo xiang zisha，k1ll myself";

Findings caught_by(const Detectors& detectors) {
  return detectors.observer->observe(caught, Role::user);
}

/// Code of the refusal of `bytes`; nothing where they are taken.
std::optional<ErrorCode> refusal_of(const std::string& bytes, const pack::Pack& pack) {
  static const RulesPart rules = embedded_rules();
  const auto own = std::make_shared<const std::string>(bytes);
  const auto words = words_over({*own, own}, words_key(pack), rules);
  return words ? std::nullopt : std::optional(words.error().code);
}

TEST(DetectorsImage, EmbeddedIsWhatTheSourcesGive) {
  const MadeImages made = make_images(*loaded_pack(), digest_of_sources());
  const EmbeddedFile* rules = find_embedded(anban_embedded_detectors, "rules.image");
  const EmbeddedFile* words = find_embedded(anban_embedded_detectors, "words.image");
  ASSERT_TRUE(rules != nullptr && words != nullptr);
  EXPECT_TRUE(rules->body() == made.rules);
  EXPECT_TRUE(words->body() == made.words);
}

TEST(DetectorsImage, EmbeddedServesTheShippedPackAndNoOther) {
  pack::Pack pack = *loaded_pack();
  EXPECT_TRUE(embedded_words(words_key(pack)).has_value());
  pack.lexicons.back().rules.pop_back();
  EXPECT_FALSE(embedded_words(words_key(pack)).has_value());
}

TEST(DetectorsImage, ReadsLikeWhatWasBuilt) {
  const pack::Pack pack = small_pack();
  FakeShelf shelf;
  const Findings built = caught_by(build_detectors(pack));
  EXPECT_TRUE(fixture::has(built, Category::gambling)) << fixture::listed(built);
  EXPECT_TRUE(fixture::has(built, Category::crisis_tier2)) << fixture::listed(built);
  EXPECT_EQ(caught_by(build_detectors(pack, shelf)), built);
  EXPECT_EQ(caught_by(build_detectors(pack, shelf)), built);
  EXPECT_EQ(shelf.kept, 1);
  EXPECT_TRUE(shelf.refused.empty());
}

TEST(DetectorsImage, OfOtherListsIsRefusedOnceAndReplaced) {
  FakeShelf shelf;
  build_detectors(small_pack(), shelf);
  pack::Pack other = small_pack();
  other.lexicons[0].rules[1].unless.clear();
  const Findings built = caught_by(build_detectors(other));
  EXPECT_EQ(caught_by(build_detectors(other, shelf)), built);
  EXPECT_EQ(shelf.refused, std::vector{ErrorCode::not_found});
  EXPECT_EQ(caught_by(build_detectors(other, shelf)), built);
  EXPECT_EQ(shelf.refused.size(), 1U);
  EXPECT_EQ(shelf.kept, 2);
}

TEST(DetectorsImage, CutShortOrDamagedIsRefused) {
  const pack::Pack pack = small_pack();
  const std::string whole = words_image(pack, words_key(pack));
  EXPECT_EQ(refusal_of(whole, pack), std::nullopt);
  EXPECT_EQ(refusal_of(whole + "x", pack), ErrorCode::corrupt);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, body_at - 1, body_at, body_at + 1,
                                 whole.size() / 2, whole.size() - 1}) {
    EXPECT_EQ(refusal_of(whole.substr(0, size), pack), ErrorCode::corrupt) << size;
  }
  for (std::size_t at = 0; at < whole.size(); at += whole.size() / 40 + 1) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 64);
    EXPECT_NE(refusal_of(damaged, pack), std::nullopt) << at;
  }
}

/// Somebody who also writes the digest anew gets no read outside of the image: each row's lengths
/// and every index in it are held against each other.
TEST(DetectorsImage, ThatContradictsItselfIsRefused) {
  const pack::Pack pack = small_pack();
  const std::string whole = words_image(pack, words_key(pack));
  // The first row: the nodes of the automaton. Its count, its size, and fields of a node.
  std::uint64_t nodes = 0;
  std::memcpy(&nodes, whole.data() + body_at, sizeof(nodes));
  const auto with = [&](std::size_t at, std::uint32_t value) {
    std::string made = whole;
    std::memcpy(made.data() + at, &value, sizeof(value));
    const Digest digest = sha256(std::string_view(made).substr(body_at));
    std::memcpy(made.data() + digest_at, digest.bytes.data(), digest.bytes.size());
    return refusal_of(made, pack);
  };
  EXPECT_EQ(with(body_at, static_cast<std::uint32_t>(nodes) + 1), ErrorCode::corrupt);
  EXPECT_EQ(with(body_at, 0xFFFFFFFF), ErrorCode::corrupt);
  EXPECT_EQ(with(body_at + 8, 15), ErrorCode::corrupt);
  // A node that is in use: a child of the root stands among the first cells.
  for (std::size_t cell = 1; cell < 40; ++cell) {
    const std::size_t node = body_at + 16 + cell * 16;
    std::uint32_t parent = 0;
    std::memcpy(&parent, whole.data() + node + 4, sizeof(parent));
    EXPECT_EQ(with(node, 0xFFFFFFF0), ErrorCode::corrupt) << cell;  // base
    if (parent != 0) continue;
    const auto self = static_cast<std::uint32_t>(cell);
    EXPECT_EQ(with(node + 4, self), ErrorCode::corrupt) << cell;  // its own parent
    EXPECT_EQ(with(node + 8, self), ErrorCode::corrupt) << cell;  // its own failure: no end
    EXPECT_EQ(with(node + 8, 0xFFFFFFF0), ErrorCode::corrupt) << cell;
    EXPECT_EQ(with(node + 12, 0xFFFFFFF0), ErrorCode::corrupt) << cell;  // match
  }
}

}  // namespace
}  // namespace anban::signals
