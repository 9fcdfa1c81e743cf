// SPDX-License-Identifier: Apache-2.0
// Rules of appeals (O-129) and what a resident id says (O-78).
#include "people/appeal.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "people/identity.h"
#include "people/live_state.h"
#include "people/standing.h"
#include "people/stored_form.h"

namespace anban {
namespace {

constexpr auto minor = ContestedDecision::suspected_minor;

Instant at(std::string_view text) { return parse_instant(text).value(); }

LiveState suspected() {
  LiveState state;
  state.suspected_minor = at("2026-08-01T09:00:00+08:00");
  state.trends.minor = 2'500'000;
  state.trends.latest_alarms = alarm_of_minor | alarm_of_mood;
  return state;
}

TEST(Appeal, IsDueAfterWorkingDaysOnly) {
  const std::string_view zone = "Asia/Shanghai";
  const auto due = [&](std::string_view filed) { return to_text(due_after(at(filed), 3, zone)); };
  EXPECT_EQ(due("2026-08-03T09:30:00+08:00"), "2026-08-06T01:30:00.000Z");  // Monday, Thursday
  EXPECT_EQ(due("2026-08-06T09:30:00+08:00"), "2026-08-11T01:30:00.000Z");  // Thursday, Tuesday
  EXPECT_EQ(due("2026-08-01T09:30:00+08:00"), "2026-08-05T01:30:00.000Z");  // Saturday, Wednesday
}

TEST(Appeal, NeedsADecisionThatStands) {
  const Instant now = at("2026-08-02T09:00:00+08:00");
  LiveState state;
  EXPECT_EQ(may_appeal(state, minor, 2, now), MayAppeal::nothing_to_contest);
  state.strikes.suspended_until = now;
  EXPECT_EQ(may_appeal(state, ContestedDecision::suspension, 2, now),
            MayAppeal::nothing_to_contest);
  state.strikes.suspended_until = now + Seconds(1);
  EXPECT_EQ(may_appeal(state, ContestedDecision::suspension, 2, now), MayAppeal::yes);
  EXPECT_EQ(may_appeal(suspected(), minor, 2, now), MayAppeal::yes);
}

TEST(Appeal, IsBroughtTwiceAndOneAtATime) {
  const Instant now = at("2026-08-02T09:00:00+08:00");
  LiveState state = suspected();
  EXPECT_EQ(open_appeal(state, minor, "apl_1", now), 1);
  EXPECT_EQ(may_appeal(state, minor, 2, now), MayAppeal::one_is_open);
  EXPECT_TRUE(close_appeal(state, "apl_1", AppealState::rejected, now));
  EXPECT_FALSE(close_appeal(state, "apl_1", AppealState::upheld, now));  // once only
  EXPECT_TRUE(state.suspected_minor);
  EXPECT_EQ(may_appeal(state, minor, 2, now), MayAppeal::yes);
  EXPECT_EQ(open_appeal(state, minor, "apl_2", now), 2);
  EXPECT_TRUE(close_appeal(state, "apl_2", AppealState::rejected, now));
  EXPECT_EQ(may_appeal(state, minor, 2, now), MayAppeal::all_brought);
  state.suspected_minor = now;  // a later decision is another one
  EXPECT_EQ(may_appeal(state, minor, 2, now), MayAppeal::yes);
  EXPECT_EQ(open_appeal(state, minor, "apl_3", now), 1);
}

TEST(Appeal, UpheldTakesTheDecisionBack) {
  const Instant quiet = at("2026-09-01T09:00:00+08:00");
  LiveState state = suspected();
  open_appeal(state, minor, "apl_1", at("2026-08-02T09:00:00+08:00"));
  EXPECT_TRUE(close_appeal(state, "apl_1", AppealState::upheld, quiet));
  EXPECT_FALSE(state.suspected_minor);
  EXPECT_EQ(state.minor_signs_rest_until, quiet);
  EXPECT_EQ(state.trends.minor, 0);
  EXPECT_EQ(state.trends.latest_alarms, alarm_of_mood);
}

TEST(Appeal, UpheldEndsASuspensionAndNothingElse) {
  const Instant now = at("2026-08-02T09:00:00+08:00");
  LiveState state = suspected();
  state.strikes = {3, 3, {2026, 8, 2}, now + Seconds(60)};
  open_appeal(state, ContestedDecision::suspension, "apl_1", now);
  EXPECT_TRUE(close_appeal(state, "apl_1", AppealState::upheld, now));
  EXPECT_EQ(state.strikes, Strikes());
  EXPECT_TRUE(state.suspected_minor);
  EXPECT_FALSE(state.minor_signs_rest_until);
}

TEST(Appeal, IsStoredWholeAndSoIsItsMark) {
  Appeal appeal;
  appeal.id = "apl_1";
  appeal.decision = ContestedDecision::suspension;
  appeal.round = 2;
  appeal.evidence = {{"statement", "我是大学生“已成年”"}, {"document", "A-7"}};
  appeal.filed = at("2026-08-01T09:00:00+08:00");
  appeal.due = at("2026-08-05T09:00:00+08:00");
  EXPECT_EQ(appeal_from_stored(to_stored(appeal)).value(), appeal);
  appeal.state = AppealState::upheld;
  appeal.decided = appeal.due;
  appeal.decided_by = "key_1";
  appeal.role = "officer";
  appeal.reason = "证件相符";
  EXPECT_EQ(appeal_from_stored(to_stored(appeal)).value(), appeal);
  EXPECT_FALSE(appeal_from_stored("{\"id\":7}"));
  LiveState state = suspected();
  state.minor_signs_rest_until = appeal.due;
  open_appeal(state, minor, "apl_1", appeal.filed);
  const LiveState read = live_state_from_stored(to_stored(state)).value();
  EXPECT_EQ(read.appeals, state.appeals);
  EXPECT_EQ(read.minor_signs_rest_until, state.minor_signs_rest_until);
  EXPECT_EQ(read.suspected_minor, state.suspected_minor);
}

TEST(ResidentId, GivesTheBirthDateWhereEveryPartIsRight) {
  EXPECT_EQ(birth_date_of_resident_id("11010519491231002X"), (LocalDate{1949, 12, 31}));
  EXPECT_EQ(birth_date_of_resident_id("11010519491231002x"), (LocalDate{1949, 12, 31}));
  EXPECT_EQ(birth_date_of_resident_id("440524188001010014"), std::nullopt);  // born 1880
  for (const char last : std::string_view("0123456789")) {
    EXPECT_FALSE(birth_date_of_resident_id(std::string("11010519491231002") + last)) << last;
  }
}

TEST(ResidentId, RefusesWhatIsNone) {
  for (const char* wrong : {"", "X", "11010519491231002", "11010519491231002XX",
                            "1101051949123100 X", "00010519491231002X", "110105194913310020",
                            "110105194902300029", "一一零一零五", "11010519491231002\n"}) {
    EXPECT_FALSE(birth_date_of_resident_id(wrong)) << wrong;
  }
}

TEST(IdentityProof, IsStoredWithTheProfileAndKeepsNoNumber) {
  Profile profile;
  profile.id = PersonId("lin");
  profile.minor_mode_since = at("2026-08-01T09:00:00+08:00");
  profile.identity = Identity{IdentityMethod::resident_id, Vouching::verified,
                              at("2026-08-02T09:00:00+08:00"), LocalDate{1949, 12, 31}};
  profile.emergency_contact = Contact{.id = "emergency",
                                      .name = "王芳",
                                      .relationship = "daughter",
                                      .channel = "sms",
                                      .address = "13800138000",
                                      .also = Reach{"email", "wang@example.com"}};
  EXPECT_EQ(profile_from_stored(to_stored(profile)).value(), profile);
  EXPECT_TRUE(proves_age(*profile.identity));
  profile.identity->vouching = Vouching::stated;
  EXPECT_FALSE(proves_age(*profile.identity));
  for (const char* name : {"phone_code", "resident_id", "national_identity", "app_asserted"}) {
    EXPECT_STREQ(name_of(identity_method(name).value()), name);
  }
  EXPECT_FALSE(identity_method("passport"));
}

TEST(IdentityProof, IsMissingWhereThePackAsksEverybody) {
  Profile profile;
  profile.birth_date = LocalDate{1990, 1, 1};
  const Instant now = at("2026-08-01T09:00:00+08:00");
  const auto misses_identity = [&](const StandingRules& rules) {
    const auto missing = standing_of(profile, LiveState(), rules, now).missing;
    return std::find(missing.begin(), missing.end(), "identity") != missing.end();
  };
  StandingRules rules;
  EXPECT_FALSE(misses_identity(rules));
  rules.identity_required = true;
  EXPECT_TRUE(misses_identity(rules));
  profile.identity = Identity{};
  EXPECT_FALSE(misses_identity(rules));
}

}  // namespace
}  // namespace anban
