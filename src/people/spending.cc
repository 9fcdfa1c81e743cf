// SPDX-License-Identifier: Apache-2.0
// Sums of a month and the decision over one purchase.
#include "people/spending.h"

#include <algorithm>
#include <utility>

namespace anban {
namespace {

/// Whether the sum is that of the date's month. A clock that goes back spends from the newest.
bool is_month_of(const Spending& spending, const LocalDate& date) {
  const auto month = static_cast<unsigned>(date.month);
  return std::pair(spending.year, spending.month) >= std::pair(date.year, month);
}

}  // namespace

std::int64_t spent_in(const Spending& spending, const LocalDate& date) {
  return is_month_of(spending, date) ? spending.spent : 0;
}

std::string why_not(const Spending& spending, std::int64_t amount, const LocalDate& date,
                    const std::optional<SpendLimits>& limits,
                    const std::optional<SpendLimits>& by_age) {
  if (!limits) return {};
  if (by_age && (by_age->single == 0 || by_age->month == 0)) return "age";
  if (limits->single == 0 || limits->month == 0) return "guardian";
  if (amount > limits->single) return "single";
  if (amount > limits->month - spent_in(spending, date)) return "month";
  return {};
}

void put_down(Spending& spending, Purchase purchase, const LocalDate& date) {
  if (!is_month_of(spending, date)) {
    spending.year = date.year;
    spending.month = static_cast<unsigned>(date.month);
    spending.spent = 0;
  }
  if (purchase.reason.empty()) spending.spent += purchase.amount;
  if (spending.recent.size() >= Spending::recent_most) {
    spending.recent.erase(spending.recent.begin());
  }
  spending.recent.push_back(std::move(purchase));
}

void take_back(Spending& spending, const Purchase& purchase) {
  const auto known = std::find_if(spending.recent.begin(), spending.recent.end(),
                                  [&](const Purchase& each) { return each.id == purchase.id; });
  if (known == spending.recent.end()) return;
  spending.recent.erase(known);
  if (purchase.reason.empty()) spending.spent -= purchase.amount;
}

const Purchase* known_purchase(const Spending& spending, std::uint64_t reference) {
  if (reference == 0) return nullptr;
  for (const Purchase& each : spending.recent) {
    if (each.reference == reference) return &each;
  }
  return nullptr;
}

}  // namespace anban
