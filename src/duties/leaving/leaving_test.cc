// SPDX-License-Identifier: Apache-2.0
// Leaving at a word (Art. 19; O-162, O-163).
#include "duties/leaving/leaving.h"

#include <utility>

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  leaving(facts, {}, required);
  return required;
}

TEST(Leaving, EndsTheSessionAtTheWordWhoeverSaysIt) {
  for (TurnFacts facts : {adult(), minor(), stranger()}) {
    hear(facts, signals::Category::exit);
    const Requirements required = require(facts);
    EXPECT_EQ(answer(required), "leaving.goodbye");
    EXPECT_EQ(first<Answer>(required)->outcome, "ended");
    EXPECT_TRUE(has<EndSession>(required));
    EXPECT_NE(told(required, "session.exited"), nullptr);
  }
}

TEST(Leaving, AsksNothingAndOffersNothingThatHoldsBack) {
  TurnFacts facts = adult();
  hear(facts, signals::Category::exit);
  for (const Requirement& each : require(facts)) {
    EXPECT_FALSE(std::holds_alternative<Refuse>(each.effect));
    EXPECT_FALSE(std::holds_alternative<Notify>(each.effect));
  }
}

TEST(Leaving, ThePlatformAnswersWhatNoCharacterDecides) {
  using signals::AccountWish;
  const std::pair<AccountWish, const char*> answers[] = {
      {AccountWish::close_account, "leaving.account.body"},
      {AccountWish::stop_paying, "leaving.payment.body"},
      {AccountWish::own_records, "leaving.records.body"}};
  for (const auto& [wish, words] : answers) {
    for (TurnFacts facts : {adult(), minor(), stranger()}) {
      facts.account_wish = wish;
      const Requirements required = require(facts);
      EXPECT_EQ(answer(required), words);
      EXPECT_FALSE(has<EndSession>(required));
      facts.staff = StaffThere::joined;
      EXPECT_TRUE(require(facts).empty()) << "the staff answer themselves";
    }
  }
}

TEST(Leaving, AFarewellGoesBeforeTheAccount) {
  TurnFacts facts = adult();
  facts.account_wish = signals::AccountWish::close_account;
  hear(facts, signals::Category::exit);
  EXPECT_EQ(answer(require(facts)), "leaving.goodbye");
}

TEST(Leaving, IsNotHeardWhereNobodyLeaves) {
  EXPECT_TRUE(require(adult()).empty());
  TurnFacts undecided = adult();
  hear(undecided, signals::Category::exit);
  undecided.about_person.back().decided = false;
  EXPECT_TRUE(require(undecided).empty());
}

}  // namespace
}  // namespace anban::duties
