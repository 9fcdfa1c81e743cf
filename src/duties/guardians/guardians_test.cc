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

TEST(GuardiansBlock, RefusesTheCharacterToAMinorAndSaysSoKindly) {
  TurnFacts blocked = minor();
  blocked.character.blocked_by_guardian = true;
  const Requirements required = require(blocked);
  EXPECT_EQ(refusal(required), "anban_character_barred");
  EXPECT_EQ(required.front().obligation, 123);
  ASSERT_NE(told(required, "character.blocked"), nullptr);
  EXPECT_EQ(told(required, "character.blocked")->text.name, "guardians.card_blocked.body");
  EXPECT_TRUE(require(minor()).empty());
  TurnFacts grown = adult();
  grown.character.blocked_by_guardian = true;
  EXPECT_TRUE(require(grown).empty());
}

TEST(GuardiansHours, RefuseOutsideThemToTheSecond) {
  const auto at = [](std::string_view time) {
    TurnFacts facts = minor();
    facts.person.guardian.hours = AllowedHours{std::chrono::hours(8), std::chrono::hours(20)};
    set_now(facts, parse_instant("2026-08-01T" + std::string(time) + "+08:00").value());
    return refusal(require(facts));
  };
  EXPECT_EQ(at("07:59:59"), "anban_guardian_hours");
  EXPECT_EQ(at("08:00:00"), "");
  EXPECT_EQ(at("19:59:59"), "");
  EXPECT_EQ(at("20:00:00"), "anban_guardian_hours");
  TurnFacts never = minor();
  never.person.guardian.hours = AllowedHours{std::chrono::seconds(0), std::chrono::seconds(0)};
  EXPECT_EQ(refusal(require(never)), "anban_guardian_hours");
}

}  // namespace
}  // namespace anban::duties
