// SPDX-License-Identifier: Apache-2.0
// What the model reads: the same words in other spellings have features in common.
#include "signals/features.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

struct Runs {
  std::vector<FeatureHash> letters;
  std::vector<FeatureHash> sounds;
};

Runs runs_of(std::string_view text) {
  Runs runs;
  const NormalText normal = normalise(text);
  const auto note = [&](FeatureHash hash, Run run) {
    (run == Run::sounds ? runs.sounds : runs.letters).push_back(hash);
  };
  RunReader reader;
  for (const Unit& unit : normal.units) reader.push(unit, note);
  reader.finish(note);
  return runs;
}

bool shares(const std::vector<FeatureHash>& a, const std::vector<FeatureHash>& b) {
  return std::any_of(a.begin(), a.end(), [&](FeatureHash each) {
    return std::find(b.begin(), b.end(), each) != b.end();
  });
}

TEST(Features, AreTheSameForSplitWords) {
  EXPECT_EQ(runs_of("我想回家").letters, runs_of("我.想 回*家").letters);
}

TEST(Features, SoundAlikeForHomophonesPinyinAndDigits) {
  const std::vector<FeatureHash> plain = runs_of("自杀").sounds;
  ASSERT_EQ(plain.size(), 1U);
  EXPECT_EQ(runs_of("紫砂").sounds, plain);
  EXPECT_EQ(runs_of("zisha").sounds, plain);
  EXPECT_EQ(runs_of("zi sha").sounds, plain);
  EXPECT_EQ(runs_of("4了").sounds, runs_of("死了").sounds);
}

TEST(Features, MustNotSoundAlikeForOtherWords) {
  EXPECT_FALSE(shares(runs_of("自杀").sounds, runs_of("吃饭").sounds));
  EXPECT_TRUE(runs_of("strength").sounds.empty());
}

TEST(Features, CountARepeatedCharacterTwiceAtMost) {
  EXPECT_EQ(runs_of("好累啊啊").letters, runs_of("好累啊啊啊啊啊啊").letters);
}

}  // namespace
}  // namespace anban::signals
