// SPDX-License-Identifier: Apache-2.0
// The guardian's consent (Art. 14, 17; O-114, O-115, O-130).
#include "duties/guardians/guardians.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;

Requirements require(const TurnFacts& facts, const pack::Params& params = {}) {
  Requirements required;
  guardians(facts, params, required);
  return required;
}

TurnFacts child_without(const char* purpose) {
  TurnFacts facts = person_of(13);
  std::erase_if(facts.person.profile.consents,
                [&](const Consent& each) { return each.purpose == purpose; });
  settle(facts);
  return facts;
}

TEST(GuardiansConsent, IsAskedBelowFourteenAndNotAtFourteen) {
  const Requirements required = require(child_without("minor_personal_information"));
  EXPECT_EQ(refusal(required), "anban_guardian_consent_missing");
  EXPECT_EQ(required.front().obligation, 130);
  TurnFacts fourteen = person_of(14);
  fourteen.person.profile.consents.clear();
  settle(fourteen);
  EXPECT_TRUE(require(fourteen).empty());
}

TEST(GuardiansConsent, IsAskedForTheServiceToo) {
  const Requirements required = require(child_without("minor_service"));
  EXPECT_EQ(refusal(required), "anban_guardian_consent_missing");
  EXPECT_EQ(required.front().obligation, 114);
  EXPECT_EQ(require(person_of(13)).size(), 0U);
}

TEST(GuardiansConsent, IsOverWhenItIsWithdrawn) {
  TurnFacts facts = person_of(13);
  facts.person.profile.consents[0].granted = false;
  settle(facts);
  EXPECT_EQ(refusal(require(facts)), "anban_guardian_consent_missing");
}

TEST(GuardiansConsent, ToCompanionshipIsAskedOfAllMinorsOnlyWhereThePackSaysSo) {
  pack::Params draft;
  draft.minors.companionship_consent = true;
  EXPECT_TRUE(require(person_of(17)).empty());
  const Requirements required = require(person_of(17), draft);
  EXPECT_EQ(refusal(required), "anban_guardian_consent_missing");
  EXPECT_EQ(required.front().obligation, 115);
  TurnFacts agreed = person_of(17);
  agreed.person.profile.consents.push_back({"emotional_companionship", "1", true, "grd_1", noon});
  EXPECT_TRUE(require(agreed, draft).empty());
  EXPECT_EQ(refusal(require(person_of(13), draft)), "anban_guardian_consent_missing");
  EXPECT_TRUE(require(adult(), draft).empty());
  EXPECT_TRUE(require(stranger(), draft).empty());
}

}  // namespace
}  // namespace anban::duties
