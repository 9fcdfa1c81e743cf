// SPDX-License-Identifier: Apache-2.0
// What a person is on their local day (Art. 12, 14, 17): bands, birthdays at local midnight, modes,
// and what is missing before they may chat.
#include "people/standing.h"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace anban {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Instant moment(std::string_view text) { return parse_instant(text).value(); }

const Instant noon = moment("2026-08-01T12:00:00+08:00");

Profile adult() {
  Profile profile;
  profile.id = PersonId("lin");
  profile.birth_date = LocalDate{1996, 3, 4};
  profile.agreement = Agreement{"1", noon};
  profile.emergency_contact = Contact{"emergency", "Mei", "friend", "sms", "+8613800000000", true};
  return profile;
}

Profile born(LocalDate birth) {
  Profile profile = adult();
  profile.birth_date = birth;
  profile.guardian = Contact{"grd_1", "Mama", "mother", "sms", "+8613900000000", true};
  return profile;
}

void consent(Profile& profile, const char* purpose, bool granted) {
  profile.consents.push_back({purpose, "1", granted, "grd_1", noon});
}

Standing standing(const Profile& profile, Instant at = noon, const LiveState& state = {}) {
  return standing_of(profile, state, StandingRules{}, at);
}

TEST(AgeBands, CutWhereTheLawCuts) {
  struct Row {
    int age;
    const char* band;
  };
  static constexpr std::array<Row, 16> rows = {{{0, "0-2"},
                                                {2, "0-2"},
                                                {3, "3-7"},
                                                {7, "3-7"},
                                                {8, "8-11"},
                                                {11, "8-11"},
                                                {12, "12-13"},
                                                {13, "12-13"},
                                                {14, "14-15"},
                                                {15, "14-15"},
                                                {16, "16-17"},
                                                {17, "16-17"},
                                                {18, "18-59"},
                                                {59, "18-59"},
                                                {60, "60+"},
                                                {120, "60+"}}};
  for (const Row& row : rows) EXPECT_STREQ(name_of(age_band(row.age)), row.band) << row.age;
}

TEST(AgeBands, KnowTheirYoungest) {
  EXPECT_EQ(youngest_of(AgeBand::b0_2), 0);
  EXPECT_EQ(youngest_of(AgeBand::b60_up), 60);
  EXPECT_TRUE(is_below(AgeBand::b16_17, 18));
  EXPECT_FALSE(is_below(AgeBand::b18_59, 18));
  EXPECT_TRUE(is_below(AgeBand::b12_13, 14));
  EXPECT_FALSE(is_below(AgeBand::b14_15, 14));
}

TEST(Modes, HaveNames) {
  EXPECT_STREQ(name_of(Mode::adult), "adult");
  EXPECT_STREQ(name_of(Mode::minor), "minor");
  EXPECT_STREQ(name_of(Mode::elder), "elder");
}

TEST(Standing, TurnsEighteenAtLocalMidnight) {
  const Profile profile = born({2008, 8, 2});
  const Standing before = standing(profile, moment("2026-08-01T23:59:59.999+08:00"));
  EXPECT_EQ(before.age, 17);
  EXPECT_EQ(before.mode, Mode::minor);
  EXPECT_TRUE(before.is_minor_by_age);
  const Standing after = standing(profile, moment("2026-08-02T00:00:00+08:00"));
  EXPECT_EQ(after.age, 18);
  EXPECT_EQ(after.mode, Mode::adult);
  EXPECT_FALSE(after.is_minor_by_age);
}

TEST(Standing, TurnsFourteenAtLocalMidnight) {
  const Profile profile = born({2012, 8, 2});
  const Standing before = standing(profile, moment("2026-08-01T23:59:59.999+08:00"));
  EXPECT_TRUE(before.needs_child_consent);
  EXPECT_THAT(before.missing, ElementsAre("guardian_consent"));
  const Standing after = standing(profile, moment("2026-08-02T00:00:00+08:00"));
  EXPECT_FALSE(after.needs_child_consent);
  EXPECT_THAT(after.missing, IsEmpty());
  EXPECT_EQ(after.mode, Mode::minor);
}

TEST(Standing, CountsTheDayOfThePersonsOwnZone) {
  Profile profile = born({2008, 8, 2});
  profile.time_zone = "America/New_York";
  const Instant morning_in_shanghai = moment("2026-08-02T08:00:00+08:00");
  EXPECT_EQ(standing(profile, morning_in_shanghai).age, 17);
}

TEST(Standing, TakesTheFirstOfMarchForThoseBornOnALeapDay) {
  const Profile profile = born({2008, 2, 29});
  EXPECT_EQ(standing(profile, moment("2026-02-28T23:59:59+08:00")).mode, Mode::minor);
  EXPECT_EQ(standing(profile, moment("2026-03-01T00:00:00+08:00")).mode, Mode::adult);
}

TEST(Standing, IsElderFromSixtyOn) {
  EXPECT_EQ(standing(born({1966, 8, 1})).mode, Mode::elder);
  EXPECT_EQ(standing(born({1966, 8, 2})).mode, Mode::adult);
}

TEST(Standing, IsMinorModeByChoiceOrSuspicionAtAnyAge) {
  Profile chosen = adult();
  chosen.minor_mode_chosen = true;
  EXPECT_EQ(standing(chosen).mode, Mode::minor);
  EXPECT_FALSE(standing(chosen).is_minor_by_age);
  LiveState suspected;
  suspected.suspected_minor = noon;
  const Standing doubtful = standing(adult(), noon, suspected);
  EXPECT_EQ(doubtful.mode, Mode::minor);
  EXPECT_THAT(doubtful.missing, IsEmpty());  // suspected minors need no guardian
}

TEST(Standing, IsThePendingBandsYoungestWithoutABirthDate) {
  Profile child = born({2014, 1, 1});
  child.birth_date.reset();
  child.pending_band = AgeBand::b8_11;
  const Standing pending = standing(child);
  EXPECT_EQ(pending.age, 8);
  EXPECT_EQ(pending.band, AgeBand::b8_11);
  EXPECT_EQ(pending.mode, Mode::minor);
  EXPECT_THAT(pending.missing, ElementsAre("guardian_consent"));  // and no birth date is asked for
}

TEST(Missing, IsNothingForACompleteAdult) { EXPECT_THAT(standing(adult()).missing, IsEmpty()); }

TEST(Missing, NamesTheAgreementAlsoWhenANewerIsInForce) {
  Profile without = adult();
  without.agreement.reset();
  EXPECT_THAT(standing(without).missing, ElementsAre("agreement"));
  StandingRules rules;
  rules.agreement_version = "2";
  EXPECT_THAT(standing_of(adult(), LiveState{}, rules, noon).missing, ElementsAre("agreement"));
}

TEST(Missing, NamesBirthDateAndContactOfAnAdult) {
  Profile profile = adult();
  profile.birth_date.reset();
  profile.emergency_contact.reset();
  EXPECT_THAT(standing(profile).missing, ElementsAre("birth_date", "emergency_contact"));
  StandingRules rules;
  rules.emergency_contact_required = false;
  EXPECT_THAT(standing_of(profile, LiveState{}, rules, noon).missing, ElementsAre("birth_date"));
}

TEST(Missing, NamesTheGuardianAndThenTheConfirmationOfAMinor) {
  Profile profile = born({2010, 1, 1});
  profile.emergency_contact.reset();  // a minor's guardian is enough
  EXPECT_THAT(standing(profile).missing, IsEmpty());
  profile.guardian->confirmed = false;
  EXPECT_THAT(standing(profile).missing, ElementsAre("guardian_confirmation"));
  profile.guardian.reset();
  EXPECT_THAT(standing(profile).missing, ElementsAre("guardian"));
}

TEST(Missing, NamesTheConsentOfAChildUntilBothPurposesAreGranted) {
  Profile profile = born({2014, 1, 1});
  EXPECT_THAT(standing(profile).missing, ElementsAre("guardian_consent"));
  consent(profile, "minor_personal_information", true);
  EXPECT_THAT(standing(profile).missing, ElementsAre("guardian_consent"));
  consent(profile, "minor_service", true);
  EXPECT_THAT(standing(profile).missing, IsEmpty());
  profile.consents[0].granted = false;  // withdrawn
  EXPECT_THAT(standing(profile).missing, ElementsAre("guardian_consent"));
}

TEST(Consents, AreNotGrantedUnlessSaid) {
  Profile profile = adult();
  EXPECT_FALSE(has_consent(profile, "training"));
  consent(profile, "training", false);
  EXPECT_FALSE(has_consent(profile, "training"));
  profile.consents[0].granted = true;
  EXPECT_TRUE(has_consent(profile, "training"));
  EXPECT_FALSE(has_consent(profile, "training_sensitive"));
}

}  // namespace
}  // namespace anban
