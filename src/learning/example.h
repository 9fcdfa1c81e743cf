// SPDX-License-Identifier: Apache-2.0
// A labelled text, as training and measuring use it. Which categories are true of it, which are
// known not to be, and which are only assumed not to be: a sentence written for one task says
// nothing sure about the others.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "signals/finding.h"
#include "signals/model.h"

namespace anban::learning {

/// One bit a category.
using Labels = std::uint64_t;

constexpr Labels bit(signals::Category category) {
  return Labels{1} << static_cast<unsigned>(category);
}
constexpr bool holds(Labels labels, signals::Category category) {
  return (labels & bit(category)) != 0;
}
/// Of the categories, and signals::any_harm behind them.
inline constexpr std::size_t label_count = signals::category_count + 1;
inline constexpr Labels every_label = (Labels{1} << label_count) - 1;
/// What much ordinary talk holds as well, so that it is no negative where nobody looked for it.
inline constexpr Labels only_where_judged = Labels{1} << unsigned(signals::Category::sensitive_pi);

struct Example {
  std::string text;
  signals::Role role = signals::Role::user;
  Labels yes = 0;
  Labels known = 0;         // judged by whoever labelled it; holds `yes`
  Labels assumed_not = 0;   // beyond `known`
  std::string source;       // "corpora/crisis", "COLD"
  std::uint64_t group = 0;  // texts of one group are never parted by a fold
};

using Examples = std::vector<Example>;

/// Categories that may well be true of a text which was labelled for `category` only.
Labels related_to(signals::Category category);

/// What a text that is `yes` and nothing else is hardly ever beside it: a farewell is no intent to
/// die, though the words are alike.
Labels hardly_beside(Labels yes);

/// Harms that a character's reply does, apart from forbidden content.
bool is_of_character(signals::Category category);
/// Harms that are withheld like this one; 0 where it matters which of them it is.
Labels neighbours_of(signals::Category category);

/// Roles (bit 1 << Role) in which a category is looked for by the model; 0: never.
std::uint8_t roles_of(signals::Category category);

/// FNV-1a; the same on every machine.
std::uint64_t hash_of(std::string_view text);

}  // namespace anban::learning
