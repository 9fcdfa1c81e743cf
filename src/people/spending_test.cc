// SPDX-License-Identifier: Apache-2.0
// Spending of minors (O-124): the limit of one purchase and of the month, to the fen.
#include "people/spending.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

const Instant noon{Milliseconds(1'785'556'800'000)};
const LocalDate august{2026, 8, 1};
const SpendLimits young{5000, 20000};

Purchase of(std::int64_t amount, std::string reason = {}, std::uint64_t reference = 0) {
  return {"spd_" + std::to_string(amount), reference, noon, amount, std::move(reason)};
}

TEST(Spending, HoldsTheLimitOfOnePurchaseAndOfTheMonthToTheFen) {
  Spending spending;
  EXPECT_EQ(why_not(spending, 5001, august, young, young), "single");
  for (int i = 0; i < 4; ++i) {
    ASSERT_EQ(why_not(spending, 5000, august, young, young), "");
    put_down(spending, of(5000), august);
  }
  EXPECT_EQ(why_not(spending, 1, august, young, young), "month");
  EXPECT_EQ(spent_in(spending, august), 20000);
}

TEST(Spending, BeginsAnewWithTheMonthAndNotWhenTheClockGoesBack) {
  Spending spending;
  put_down(spending, of(5000), august);
  EXPECT_EQ(spent_in(spending, {2026, 9, 1}), 0);
  EXPECT_EQ(spent_in(spending, {2027, 1, 1}), 0);
  put_down(spending, of(700), {2026, 9, 1});
  EXPECT_EQ(spent_in(spending, {2026, 9, 30}), 700);
  EXPECT_EQ(spent_in(spending, august), 700);
}

TEST(Spending, DoesNotCountWhatWasDeniedOrTakenBack) {
  Spending spending;
  put_down(spending, of(9000, "single"), august);
  EXPECT_EQ(spent_in(spending, august), 0);
  put_down(spending, of(300), august);
  take_back(spending, of(300));
  take_back(spending, of(300));
  EXPECT_EQ(spent_in(spending, august), 0);
}

TEST(Spending, IsNothingBelowTheAgeAndWhereAGuardianSaysSo) {
  const Spending spending;
  const SpendLimits none;
  EXPECT_EQ(why_not(spending, 1, august, none, none), "age");
  EXPECT_EQ(why_not(spending, 1, august, SpendLimits{0, 20000}, young), "guardian");
  EXPECT_EQ(why_not(spending, 1, august, SpendLimits{5000, 0}, young), "guardian");
  EXPECT_EQ(why_not(spending, 1'000'000'000, august, std::nullopt, std::nullopt), "");
}

TEST(Spending, KnowsARepeatedReferenceAndForgetsTheOldest) {
  Spending spending;
  put_down(spending, of(1, "", 7), august);
  ASSERT_NE(known_purchase(spending, 7), nullptr);
  EXPECT_EQ(known_purchase(spending, 8), nullptr);
  EXPECT_EQ(known_purchase(spending, 0), nullptr) << "no reference is no repeat";
  for (std::size_t i = 0; i < Spending::recent_most; ++i) put_down(spending, of(2), august);
  EXPECT_EQ(spending.recent.size(), Spending::recent_most);
  EXPECT_EQ(known_purchase(spending, 7), nullptr);
}

}  // namespace
}  // namespace anban
