// SPDX-License-Identifier: Apache-2.0
// What a minor may spend (O-124): a limit for one purchase and one for the month, by age and by
// what guardians set. Pure; the caller decides under the person's lock, so that calls at once never
// overspend together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/local_time.h"

namespace anban {

/// In fen, the hundredth of a yuan.
struct SpendLimits {
  std::int64_t single = 0;
  std::int64_t month = 0;
  friend bool operator==(const SpendLimits&, const SpendLimits&) = default;
};

struct Purchase {
  std::string id;               // "spd_…"
  std::uint64_t reference = 0;  // hash of the app's own name for it; 0: none
  Instant at;
  std::int64_t amount = 0;  // fen
  std::string reason;       // why not: "age", "guardian", "single", "month"; empty: allowed
  friend bool operator==(const Purchase&, const Purchase&) = default;
};

/// A month's sum, and the last purchases, to know a repeated one.
struct Spending {
  static constexpr std::size_t recent_most = 32;
  int year = 0;
  unsigned month = 0;
  std::int64_t spent = 0;  // fen, allowed ones of that month
  std::vector<Purchase> recent;
  friend bool operator==(const Spending&, const Spending&) = default;
};

/// What was spent in the month of `date`.
std::int64_t spent_in(const Spending& spending, const LocalDate& date);
/// Why `amount` may not be spent, as Purchase::reason; empty: it may. Without `limits` it may.
/// `by_age` is what age alone allows, to name the guardian where the guardian is stricter.
std::string why_not(const Spending& spending, std::int64_t amount, const LocalDate& date,
                    const std::optional<SpendLimits>& limits,
                    const std::optional<SpendLimits>& by_age);
/// Puts the purchase down; the oldest of more than 32 is forgotten.
void put_down(Spending& spending, Purchase purchase, const LocalDate& date);
/// As if the purchase had not been made: it could not be stored.
void take_back(Spending& spending, const Purchase& purchase);
/// The recent purchase with that reference, or null.
const Purchase* known_purchase(const Spending& spending, std::uint64_t reference);

}  // namespace anban
