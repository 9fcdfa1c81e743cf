// SPDX-License-Identifier: Apache-2.0
// Who is told in a crisis of tier 2 (Art. 13; O-87, O-90): who is feared is never told.
#include "duties/crisis/whom_to_tell.h"

#include <gtest/gtest.h>

#include "duties/test_facts.h"

namespace anban::duties {
namespace {

using namespace testing_facts;
using signals::Category;

TurnFacts fearing(TurnFacts facts, std::string whom) {
  hear(facts, Category::harm_by_contact, std::move(whom));
  return facts;
}

TurnFacts minor_with_both() {
  TurnFacts facts = minor();
  facts.person.profile.emergency_contact = contact_of("emergency", "+8613800000000");
  return facts;
}

TurnFacts adult_with_both() {
  TurnFacts facts = adult();
  facts.person.profile.guardian = contact_of("grd_1", "+8613900000000");
  return facts;
}

TEST(WhomToTell, IsTheGuardianOfAMinorElseTheContactElseThePersonOnCall) {
  EXPECT_EQ(whom_to_tell(minor()), "guardian");
  EXPECT_EQ(whom_to_tell(minor_with_both()), "guardian");
  EXPECT_EQ(whom_to_tell(adult()), "emergency_contact");
  EXPECT_EQ(whom_to_tell(adult_with_both()), "emergency_contact");
  TurnFacts orphan = minor_with_both();
  orphan.person.profile.guardian.reset();
  EXPECT_EQ(whom_to_tell(orphan), "emergency_contact");
  TurnFacts cared_for = adult_with_both();
  cared_for.person.profile.emergency_contact.reset();
  EXPECT_EQ(whom_to_tell(cared_for), "guardian");
  TurnFacts alone = adult();
  alone.person.profile.emergency_contact.reset();
  EXPECT_EQ(whom_to_tell(alone), "on_call");
  EXPECT_EQ(whom_to_tell(stranger()), "on_call");
}

TEST(WhomToTell, IsNeverAFearedGuardian) {
  EXPECT_EQ(whom_to_tell(fearing(minor(), "guardian")), "on_call");
  EXPECT_EQ(whom_to_tell(fearing(minor_with_both(), "guardian")), "emergency_contact");
  EXPECT_EQ(whom_to_tell(fearing(minor_with_both(), "")), "emergency_contact");
}

TEST(WhomToTell, IsNeverAFearedContact) {
  EXPECT_EQ(whom_to_tell(fearing(adult(), "contact")), "on_call");
  EXPECT_EQ(whom_to_tell(fearing(adult(), "")), "on_call");
  EXPECT_EQ(whom_to_tell(fearing(adult_with_both(), "contact")), "on_call");
  EXPECT_EQ(whom_to_tell(fearing(minor_with_both(), "contact")), "guardian");
  EXPECT_EQ(whom_to_tell(fearing(adult(), "guardian")), "on_call");  // perhaps the same person
}

TEST(WhomToTell, TakesAnotherOnlyWhereTheyAreConfirmed) {
  TurnFacts facts = fearing(minor_with_both(), "guardian");
  facts.person.profile.emergency_contact->confirmed = false;
  EXPECT_EQ(whom_to_tell(facts), "on_call");
  TurnFacts other = fearing(minor_with_both(), "contact");
  other.person.profile.guardian->confirmed = false;
  EXPECT_EQ(whom_to_tell(other), "on_call");
}

TEST(WhomToTell, SeesThroughOneAddressUnderTwoNames) {
  TurnFacts facts = fearing(minor_with_both(), "guardian");
  facts.person.profile.emergency_contact->address = facts.person.profile.guardian->address;
  EXPECT_EQ(whom_to_tell(facts), "on_call");
  facts.person.profile.emergency_contact->channel = "email";  // the same text on another channel
  EXPECT_EQ(whom_to_tell(facts), "emergency_contact");
}

TEST(WhomToTell, SeesThroughASecondAddressToo) {
  TurnFacts facts = fearing(minor_with_both(), "guardian");
  Contact& contact = *facts.person.profile.emergency_contact;
  Contact& guardian = *facts.person.profile.guardian;
  contact.also = Reach{guardian.channel, guardian.address};
  EXPECT_EQ(whom_to_tell(facts), "on_call");
  contact.also = Reach{"email", "together@example.com"};
  EXPECT_EQ(whom_to_tell(facts), "emergency_contact");
  guardian.also = contact.also;
  EXPECT_EQ(whom_to_tell(facts), "on_call");
  guardian.also = Reach{contact.channel, contact.address};
  contact.also.reset();
  EXPECT_EQ(whom_to_tell(facts), "on_call");
}

TEST(WhomToTell, UsesASecondAddressOnlyWhereNobodyIsFeared) {
  Contact contact = contact_of("emergency", "+8613800000000");
  contact.also = Reach{"email", "wang@example.com"};
  EXPECT_EQ(without_unknown_ways(contact, "").also, contact.also);
  EXPECT_FALSE(without_unknown_ways(contact, "guardian").also);
  EXPECT_EQ(without_unknown_ways(contact, "guardian").address, contact.address);
}

TEST(WhomToTell, NeverLetsAnybodyTellTheFearedOneByHand) {
  Profile profile = minor().person.profile;
  EXPECT_EQ(may_tell(profile, "", "guardian"), MayTell::yes);
  EXPECT_EQ(may_tell(profile, "", "emergency_contact"), MayTell::is_nobody);
  EXPECT_EQ(may_tell(profile, "guardian", "guardian"), MayTell::is_feared);
  EXPECT_EQ(may_tell(profile, "both", "guardian"), MayTell::is_feared);
  EXPECT_EQ(may_tell(profile, "guardian", "on_call"), MayTell::yes);
  profile.emergency_contact = contact_of("emergency", "+8613800000000");
  EXPECT_EQ(may_tell(profile, "guardian", "emergency_contact"), MayTell::yes);
  EXPECT_EQ(may_tell(profile, "contact", "emergency_contact"), MayTell::is_feared);
  profile.emergency_contact->confirmed = false;
  EXPECT_EQ(may_tell(profile, "guardian", "emergency_contact"), MayTell::is_unconfirmed);
  EXPECT_EQ(may_tell(profile, "", "emergency_contact"), MayTell::yes) << "a life is at stake";
  profile.emergency_contact = profile.guardian;
  EXPECT_EQ(may_tell(profile, "guardian", "emergency_contact"), MayTell::is_feared)
      << "the same telephone";
}

}  // namespace
}  // namespace anban::duties
