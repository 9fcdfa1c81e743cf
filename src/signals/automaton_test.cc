// SPDX-License-Identifier: Apache-2.0
// The automaton against a naive search, and the exactness of its pending prefix.
#include "signals/automaton.h"

#include <random>
#include <set>
#include <string>
#include <tuple>

#include <gtest/gtest.h>

namespace anban::signals {
namespace {

struct Phrase {
  std::u32string text;
  Hold hold;
};
using Found = std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>>;

Automaton built(const std::vector<Phrase>& phrases) {
  AutomatonBuilder builder;
  for (std::uint32_t i = 0; i < phrases.size(); ++i) {
    builder.add(phrases[i].text, i, phrases[i].hold);
  }
  return builder.build();
}

Found by_automaton(const Automaton& automaton, const std::u32string& text) {
  Found found;
  Automaton::State state = Automaton::start;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    state = automaton.step(state, text[i]);
    automaton.each_match(state, [&](std::uint32_t payload, std::uint32_t length) {
      found.emplace(payload, i + 1 - length, i + 1);
    });
  }
  return found;
}

Found by_search(const std::vector<Phrase>& phrases, const std::u32string& text) {
  Found found;
  for (std::uint32_t p = 0; p < phrases.size(); ++p) {
    for (std::size_t at = text.find(phrases[p].text); at != std::u32string::npos;
         at = text.find(phrases[p].text, at + 1)) {
      found.emplace(p, at, at + phrases[p].text.size());
    }
  }
  return found;
}

/// The longest end of `seen` that is a proper beginning of a phrase held as `hold`.
std::uint32_t pending_by_search(const std::vector<Phrase>& phrases, const std::u32string& seen,
                                Hold hold) {
  std::size_t longest = 0;
  for (const Phrase& phrase : phrases) {
    if (phrase.hold != hold) continue;
    for (std::size_t n = 1; n < phrase.text.size() && n <= seen.size(); ++n) {
      if (seen.ends_with(phrase.text.substr(0, n))) longest = std::max(longest, n);
    }
  }
  return static_cast<std::uint32_t>(longest);
}

TEST(Automaton, FindsPhrasesInsideOneAnother) {
  const std::vector<Phrase> phrases = {{U"自杀", Hold::block},
                                       {U"想自杀", Hold::none},
                                       {U"杀", Hold::none},
                                       {U"自杀率", Hold::cover}};
  const Automaton automaton = built(phrases);
  const std::u32string text = U"不想自杀率了自杀";
  EXPECT_EQ(by_automaton(automaton, text), by_search(phrases, text));
  EXPECT_EQ(by_automaton(automaton, text).size(), 6U);
}

TEST(Automaton, GivesEqualPhrasesBothPayloads) {
  const Automaton automaton = built({{U"abc", Hold::none}, {U"abc", Hold::block}});
  EXPECT_EQ(by_automaton(automaton, U"xabc").size(), 2U);
}

TEST(Automaton, WithoutPhrasesFindsNothing) {
  const Automaton automaton = built({});
  EXPECT_TRUE(by_automaton(automaton, U"自杀").empty());
  EXPECT_EQ(automaton.pending_block(automaton.step(Automaton::start, U'自')), 0U);
}

TEST(Automaton, RefusesEmptyAndOverlongPhrases) {
  AutomatonBuilder builder;
  EXPECT_FALSE(builder.add(std::u32string(), 0, Hold::block));
  EXPECT_FALSE(builder.add(std::u32string(129, U'x'), 0, Hold::block));
  EXPECT_TRUE(builder.add(std::u32string(128, U'x'), 0, Hold::block));
}

TEST(Automaton, PendingPrefixCountsBlockPhrasesOnly) {
  const Automaton automaton = built({{U"自杀方法", Hold::block}, {U"我要自杀", Hold::none}});
  Automaton::State state = Automaton::start;
  for (const char32_t point : std::u32string(U"我要自")) state = automaton.step(state, point);
  EXPECT_EQ(automaton.pending_block(state), 1U) << "'我要自' is of a phrase that is not held";
  state = automaton.step(state, U'杀');
  EXPECT_EQ(automaton.pending_block(state), 2U);
  state = automaton.step(state, U'了');
  EXPECT_EQ(automaton.pending_block(state), 0U);
}

TEST(Automaton, AgreesWithANaiveSearchOnRandomWordsAndTexts) {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const std::uint32_t letters = 2 + random() % 5;
    const auto word = [&](std::size_t most) {
      std::u32string made(1 + random() % most, U' ');
      for (char32_t& each : made) each = 0x4E00 + (random() % letters) * 0x321;
      return made;
    };
    std::vector<Phrase> phrases;
    for (int i = 0; i < 30; ++i) phrases.push_back({word(6), static_cast<Hold>(random() % 3)});
    const Automaton automaton = built(phrases);
    const std::u32string text = word(200);
    ASSERT_EQ(by_automaton(automaton, text), by_search(phrases, text)) << "round " << round;
    Automaton::State state = Automaton::start;
    for (std::size_t i = 0; i < text.size(); ++i) {
      state = automaton.step(state, text[i]);
      const std::u32string seen = text.substr(0, i + 1);
      ASSERT_EQ(automaton.pending_block(state), pending_by_search(phrases, seen, Hold::block));
      ASSERT_EQ(automaton.pending_cover(state), pending_by_search(phrases, seen, Hold::cover));
    }
  }
}

TEST(Automaton, HoldsThirtyThousandWordsInThreeMegabytes) {
  std::mt19937 random(11);
  std::set<std::u32string> words;
  while (words.size() < 30'000) {
    std::u32string word(2 + random() % 4, U' ');
    for (char32_t& each : word) each = 0x4E00 + (random() % 71) * (random() % 71);
    words.insert(word);
  }
  AutomatonBuilder builder;
  std::uint32_t payload = 0;
  for (const std::u32string& word : words) builder.add(word, payload++, Hold::block);
  const Automaton automaton = builder.build();
  EXPECT_LE(automaton.memory_bytes(), 3'000'000U);
  const std::u32string last = *words.rbegin();
  EXPECT_FALSE(by_automaton(automaton, last).empty());
}

}  // namespace
}  // namespace anban::signals
