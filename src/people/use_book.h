// SPDX-License-Identifier: Apache-2.0
// The days of a minor's use, for their guardians (O-122): how long, with which characters, how
// often which kind of risk; never a word of what was said. Bounded: four weeks, the oldest goes.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/local_time.h"

namespace anban {

struct UseDay {
  LocalDate date;
  Milliseconds used{0};
  int turns = 0;
  std::vector<std::pair<std::string, int>> characters;  // turns by id, at most 8
  std::vector<std::pair<std::string, int>> risks;       // times by kind, at most 16
  friend bool operator==(const UseDay&, const UseDay&) = default;
};

struct UseBook {
  static constexpr std::size_t days_most = 28;
  static constexpr std::size_t characters_most = 8;  // a day; others count as "…"
  static constexpr std::size_t risks_most = 16;      // there are fewer kinds
  std::vector<UseDay> days;                          // newest last
  friend bool operator==(const UseBook&, const UseBook&) = default;
};

/// The day in the book, made where it is new.
UseDay& day_of(UseBook& book, const LocalDate& date);
void count(std::vector<std::pair<std::string, int>>& counts, std::string_view name,
           std::size_t most);

/// One line of text, small and quick to read: it is part of every record of a minor's turn.
std::string to_text(const UseBook& book);
/// Days that do not read are left out.
UseBook use_book_from(std::string_view text);

}  // namespace anban
