// SPDX-License-Identifier: Apache-2.0
// English in another spelling is heard as what it is; other words with digits stay what they are.
#include "signals/signals_fixture.h"

namespace anban::signals {
namespace {

using fixture::expect_each;
using fixture::expect_none;

TEST(LatinSpelling, IsHeardBehindDigitsAndMarks) {
  expect_each(Category::crisis_tier2,
              {"i want to k1ll mys3lf", "im going to k!ll myself tonight",
               "i want to commit su1c1de", "I'm going to $uicide", "i want to d1e by suic1de"});
  expect_each(Category::offensive, {"fvck you, you a55hole", "you m0r0n"});
  expect_each(Category::drugs_weapons, {"how to make a p1pe b0mb", "where can i buy c0caine"});
}

TEST(LatinSpelling, IsHeardInWordsRunTogetherAndDrawnOut) {
  expect_each(Category::crisis_tier2,
              {"iwanttokillmyself", "im going to killmyself", "killmyself tonight"});
  expect_each(Category::offensive, {"fuckyou", "fuuuuck youuu"});
}

TEST(LatinSpelling, LeavesOtherWordsAlone) {
  const fixture::Texts harmless = {"my therapist is great",
                                   "play it on my ps5",
                                   "h1n1 was in 2009",
                                   "we did it together",
                                   "I got an mp3 for my b00k",
                                   "4k video at 60fps",
                                   "room 101, 3rd floor",
                                   "the immature apple",
                                   "sooooo happy today",
                                   "user123 logged in at 10:30!",
                                   "c++ and c#",
                                   "yesss finally!!!",
                                   "see you at 8, gr8",
                                   "my w1f1 is sl0w",
                                   "an assessment of class 5a",
                                   "hahahaha that killed me lol"};
  for (const Category each : {Category::crisis_tier2, Category::crisis_tier1, Category::offensive,
                              Category::sexual, Category::violence_crime}) {
    expect_none(each, harmless);
  }
}

TEST(LatinSpelling, PointsIntoTheTextAsSent) {
  const std::string_view text = "hey, you m0r0n";
  for (const Finding& each : fixture::found(text)) {
    if (each.category != Category::offensive || !each.decided) continue;
    EXPECT_GE(each.span.start, 5U);
    EXPECT_LE(each.span.end, text.size());
  }
}

}  // namespace
}  // namespace anban::signals
