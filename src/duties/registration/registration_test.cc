// SPDX-License-Identifier: Apache-2.0
// Registration (Art. 12; O-72 to O-76): one refusal, the first thing to mend, with all that is
// missing beside it.
#include "duties/registration/registration.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts) {
  Requirements required;
  registration(facts, {}, required);
  return required;
}

TEST(Registration, RequiresNothingOfWhoIsComplete) {
  EXPECT_TRUE(require(adult()).empty());
  EXPECT_TRUE(require(minor()).empty());
}

TEST(Registration, RefusesWhoIsNotRegistered) {
  const Requirements required = require(stranger());
  EXPECT_EQ(refusal(required), "anban_person_unknown");
  EXPECT_EQ(required.front().obligation, 73);
}

TEST(Registration, NamesEachMissingThingByItsCode) {
  struct Row {
    const char* item;
    const char* code;
    const char* text;
    int obligation;
  };
  static constexpr std::array<Row, 6> rows = {{
      {"agreement", "anban_agreement_missing", "refuse.agreement_missing", 72},
      {"birth_date", "anban_age_missing", "refuse.age_missing", 74},
      {"identity", "anban_identity_missing", "refuse.identity_missing", 77},
      {"guardian", "anban_guardian_missing", "refuse.guardian_missing", 75},
      {"guardian_confirmation", "anban_guardian_unconfirmed", "refuse.guardian_unconfirmed", 75},
      {"emergency_contact", "anban_contact_missing", "refuse.contact_missing", 76},
  }};
  for (const Row& row : rows) {
    TurnFacts facts = adult();
    facts.person.standing.missing = {row.item};
    const Requirements required = require(facts);
    EXPECT_EQ(refusal(required), row.code);
    EXPECT_EQ(first<Refuse>(required)->text.name, row.text);
    EXPECT_EQ(required.front().obligation, row.obligation);
  }
}

TEST(Registration, RefusesOnceAndNamesEverythingThatIsMissing) {
  TurnFacts facts = adult();
  facts.person.profile.agreement.reset();
  facts.person.profile.emergency_contact.reset();
  settle(facts);
  const Requirements required = require(facts);
  ASSERT_EQ(required.size(), 1U);
  EXPECT_EQ(refusal(required), "anban_agreement_missing");
  EXPECT_THAT(first<Refuse>(required)->missing,
              testing::ElementsAre("agreement", "emergency_contact"));
}

TEST(Registration, LeavesTheGuardiansConsentToTheDutyThatOwnsIt) {
  TurnFacts facts = minor();
  facts.person.standing.missing = {"guardian_consent"};
  EXPECT_TRUE(require(facts).empty());
}

}  // namespace
}  // namespace anban::duties
