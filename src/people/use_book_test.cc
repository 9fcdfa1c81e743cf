// SPDX-License-Identifier: Apache-2.0
// The days of a minor's use (O-122): bounded, and the same after being stored.
#include "people/use_book.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

TEST(UseBook, ReadsBackWhatItWroteWhateverTheCharactersAreCalled) {
  UseBook book;
  UseDay& day = day_of(book, {2026, 8, 1});
  day.used = std::chrono::minutes(61);
  day.turns = 3;
  count(day.characters, "小安", UseBook::characters_most);
  count(day.characters, "a=b&c;d e%", UseBook::characters_most);
  count(day.characters, "", UseBook::characters_most);
  count(day.characters, "小安", UseBook::characters_most);
  count(day.risks, "low_mood", UseBook::risks_most);
  day_of(book, {2026, 8, 2}).turns = 1;
  EXPECT_EQ(use_book_from(to_text(book)), book);
  EXPECT_EQ(book.days.front().characters.front().second, 2);
  EXPECT_EQ(use_book_from(""), UseBook());
  EXPECT_EQ(use_book_from("nonsense;2026-13-01 1 1  ;2026-08-01 x 1  ;"), UseBook());
}

TEST(UseBook, KeepsFourWeeksAndEightCharactersADay) {
  UseBook book;
  LocalDate date{2026, 8, 1};
  for (int i = 0; i < 40; ++i) {
    day_of(book, date).turns = i;
    date = day_after(date);
  }
  EXPECT_EQ(book.days.size(), UseBook::days_most);
  EXPECT_EQ(book.days.back().turns, 39);
  UseDay& day = book.days.back();
  for (int i = 0; i < 30; ++i) count(day.characters, "c" + std::to_string(i), 8);
  EXPECT_EQ(day.characters.size(), 8U);
  int turns = 0;
  for (const auto& [id, times] : day.characters) turns += times;
  EXPECT_EQ(turns, 30) << "others are counted together";
}

}  // namespace
}  // namespace anban
