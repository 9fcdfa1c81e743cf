// SPDX-License-Identifier: Apache-2.0
// How Chinese sounds.
#include "signals/syllables.h"

#include <string>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

std::string spelt(std::string_view word) {
  std::string out;
  const Spelling spelling = spelling_of(word);
  for (std::size_t i = 0; i < spelling.count; ++i) {
    out += std::string(i == 0 ? "" : " ") + std::string(name_of_syllable(spelling.syllables[i]));
  }
  return out;
}

TEST(Syllables, AreKnownForCharactersAndDigits) {
  EXPECT_EQ(name_of_syllable(syllable_of(U'死')), "si");
  EXPECT_EQ(name_of_syllable(syllable_of(U'4')), "si");
  EXPECT_EQ(name_of_syllable(syllable_of(U'亖')), "si");
  EXPECT_EQ(syllable_of(U'a'), 0);
  EXPECT_EQ(syllable_of(0x10FFFF), 0);
}

TEST(Syllables, TakePinyinApart) {
  EXPECT_EQ(spelt("zisha"), "zi sha");
  EXPECT_EQ(spelt("zhuang"), "zhuang");
  EXPECT_EQ(spelt("woxiangsi"), "wo xiang si");
}

TEST(Syllables, MustNotTakeOtherWordsApart) {
  EXPECT_EQ(spelt("strength"), "");
  EXPECT_EQ(spelt("x"), "");
  EXPECT_EQ(spelt(std::string(40, 'a')), "");
}

TEST(Syllables, WrittenForOneAnotherAreOneSound) {
  EXPECT_EQ(sound_of(syllable_of(U'是')), sound_of(syllable_of(U'四')));
  EXPECT_EQ(sound_of(syllable_of(U'英')), sound_of(syllable_of(U'音')));
  EXPECT_NE(sound_of(syllable_of(U'中')), sound_of(syllable_of(U'真')));
}

}  // namespace
}  // namespace anban::signals
