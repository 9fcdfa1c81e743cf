// SPDX-License-Identifier: Apache-2.0
// Numbers in running text, in digits and in Chinese, and what they count: money and ages. They
// become classes of the rule language (AMOUNT_BIG, AGE_MINOR, ...), so that rules can tell 20万
// from 20块 (Art. 13, property loss) and 12岁 from 32岁 (Art. 14).
#pragma once

#include <span>
#include <vector>

#include "signals/normalise.h"
#include "signals/words.h"

namespace anban::signals {

/// What rules call a big and a middling sum (yuan).
inline constexpr double big_amount = 10'000;
inline constexpr double middling_amount = 1'000;
/// From this many pills on a number speaks of an overdose.
inline constexpr double many = 10;

/// Hits of the number classes, in order.
std::vector<Hit> number_hits(std::span<const Unit> units);
/// The largest number that counts money by its unit, sign or multiplier ("300块", "¥300", "3万"),
/// in units of the money named; 0 where there is none.
double largest_sum(std::span<const Unit> units);

}  // namespace anban::signals
