// SPDX-License-Identifier: Apache-2.0
// The normaliser: one spelling for all, offsets back, the same for any chunks.
#include "signals/normalise.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

std::string spelled(std::string_view text) {
  std::string out;
  for (const Unit& unit : normalise(text).units) {
    if (unit.point != word_boundary) append_utf8(out, unit.point);
  }
  return out;
}

TEST(Normalise, FoldsTraditionalWidthCaseAndCompatibility) {
  EXPECT_EQ(spelled("自殺"), "自杀");
  EXPECT_EQ(spelled("說過妳們這裡"), "说过你们这里");
  EXPECT_EQ(spelled("ＡＢＣ１２３，！"), "abc123,!");
  EXPECT_EQ(spelled("Straße ÉCOLE Ñ"), "strasse ecole n");
  EXPECT_EQ(spelled("①②㈱㍿½"), "12(株)株式会社1⁄2");
  EXPECT_EQ(spelled("⽇⺟"), "日母");
}

TEST(Normalise, FoldsMathematicalEnclosedAndLookAlikeLetters) {
  EXPECT_EQ(spelled("𝓀𝒾𝓁𝓁 𝕞𝕪𝕤𝕖𝕝𝕗"), "kill myself");
  EXPECT_EQ(spelled("ⓚⓘⓛⓛ 🅺🅸🅻🅻 🇰🇮🇱🇱"), "kill kill kill");
  EXPECT_EQ(spelled("ѕuісіdе"), "suicide");  // Cyrillic
  EXPECT_EQ(spelled("ᴋɪʟʟ"), "kill");
  EXPECT_EQ(spelled("ΑΒΕ"), "abe");  // Greek
}

TEST(Normalise, DropsWhatCannotBeSeenAndApostrophes) {
  EXPECT_EQ(spelled("自\u200B杀\uFEFF率"), "自杀率");
  EXPECT_EQ(spelled("自\u0336杀\uFE0F"), "自杀");
  EXPECT_EQ(spelled(std::string("a\0b", 3)), "ab");
  EXPECT_EQ(spelled("I don’t, can't"), "i dont, cant");
  EXPECT_EQ(spelled("1️⃣2️⃣"), "12");
}

TEST(Normalise, MakesOneSpaceOfManyAndKeepsLines) {
  EXPECT_EQ(spelled("a \t\u3000 b"), "a b");
  EXPECT_EQ(spelled("a\r\nb"), "a\n\nb");
}

TEST(Normalise, LeavesOtherScriptsAndEmojiAlone) {
  EXPECT_EQ(spelled("こんにちは 안녕 🙂。"), "こんにちは 안녕 🙂。");
}

TEST(Normalise, MarksTheBordersOfLatinWords) {
  const NormalText text = normalise("我a1是");
  ASSERT_EQ(text.units.size(), 6U);
  EXPECT_EQ(text.units[1], (Unit{word_boundary, 1}));
  EXPECT_EQ(text.units[4], (Unit{word_boundary, 2}));
  EXPECT_EQ(normalise("a").units.back().point, word_boundary);
}

TEST(Normalise, CountsOriginsInCodePointsOfTheOriginal) {
  const NormalText text = normalise("自\u200B殺㍿x");
  EXPECT_EQ(text.originals, 5U);
  EXPECT_EQ(text.units[1], (Unit{U'杀', 2}));
  EXPECT_EQ(text.units[5].origin, 3U);
  EXPECT_EQ(text.units[7], (Unit{U'x', 4}));
}

TEST(Normalise, CountsEachMalformedByteAsOneCodePoint) {
  EXPECT_EQ(normalise("\xE8\x87x\xFF").originals, 4U);
  EXPECT_EQ(normalise("").originals, 0U);
}

TEST(Normalise, IsTheSameForAnyChunksOfBytes) {
  const std::string text = "他说：「自 殺」\xE8\x87 ＡＢc é𝓀 \xF0\x9F\x94\xAA 1️⃣\xFF 完\xE5\xAE";
  const NormalText whole = normalise(text);
  std::mt19937 random(20261122);
  for (int round = 0; round < 500; ++round) {
    CodePoints points;
    Normaliser normaliser;
    std::vector<Unit> units;
    std::string bytes;
    const auto each = [&](char32_t point, std::string_view its_bytes) {
      normaliser.push(point, units);
      bytes += its_bytes;
    };
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = random() % 5;
      points.feed(std::string_view(text).substr(at, size), each);
      at += size;
    }
    points.finish(each);
    normaliser.finish(units);
    ASSERT_EQ(units, whole.units);
    ASSERT_EQ(bytes, text);
  }
}

}  // namespace
}  // namespace anban::signals
