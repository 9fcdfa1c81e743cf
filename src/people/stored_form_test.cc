// SPDX-License-Identifier: Apache-2.0
// What is stored of a person opens as it was written, an older row opens too, and what is no row at
// all is said to be corrupt instead of being guessed at.
#include "people/stored_form.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

const Instant noon{std::chrono::hours(495'000)};

Profile full_profile() {
  Profile profile;
  profile.id = PersonId("林\"\\\n");
  profile.birth_date = LocalDate{2012, 2, 29};
  profile.pending_band = AgeBand::b12_13;
  profile.locale = "en";
  profile.region = "SG";
  profile.time_zone = "Asia/Singapore";
  profile.agreement = Agreement{"2", noon};
  profile.guardian = Contact{"grd_1", "妈妈", "mother", "sms", "+8613900000000", true};
  profile.emergency_contact =
      Contact{"emergency", "梅", "friend", "email", "mei@example.org", false};
  profile.consents = {{"minor_service", "1", true, "grd_1", noon},
                      {"training", "1", false, "person", noon + Milliseconds(5)}};
  profile.minor_mode_chosen = true;
  profile.registered = noon - Milliseconds(1);
  profile.registered_by = "key_1";
  return profile;
}

Trends full_trends() {
  Trends trends;
  trends.at = noon;
  trends.mood = 1;
  trends.minor = 2;
  trends.loss = 3;
  trends.intimacy = 4;
  trends.attachment = 5;
  trends.use = 6;
  trends.night_use = 7;
  trends.latest_mood = 8;
  trends.catering = 10;
  trends.catering_share = 11;
  trends.exclusivity = 12;
  trends.withdrawal = 13;
  trends.spending = 14;
  trends.counter_steer = CounterSteer::given;
  trends.worsening = 2;
  trends.latest_day = LocalDate{2026, 8, 1};
  trends.days_in_a_row = 12;
  trends.counted_use = Milliseconds(9);
  trends.soothed = noon;
  trends.warned_of_loss = noon + Milliseconds(1);
  trends.warned_of_dependence = noon + Milliseconds(2);
  trends.latest_turn = TurnId("trn_1");
  trends.latest_alarms = alarm_of_mood | alarm_of_dependence;
  return trends;
}

LiveState full_state() {
  LiveState state;
  state.version = 41;
  state.use = {noon,
               Milliseconds(7'200'001),
               LocalDate{2026, 8, 1},
               Milliseconds(5),
               Milliseconds(7'200'000),
               Milliseconds(1'800'000)};
  state.sessions = {{SessionId("a"), noon, noon, true, false},
                    {SessionId("b"), noon, noon, false, true}};
  state.left_session = SessionId("a");
  state.crisis = CrisisWindow{noon, CaseId("cas_1"), "violence", TurnId("trn_1"), true, 4};
  state.last_contacted = noon;
  state.contacted_for_life = false;
  state.contacted_level = 4;
  state.after_care = AfterCare{noon, "violence", LocalDate{2026, 8, 2}};
  state.reminded_of_dependence = {{noon, 2, std::nullopt}, {noon, 3, noon + Milliseconds(1)}};
  state.boundary_guided = noon;
  state.strikes = {2, 4, LocalDate{2026, 8, 1}, noon};
  state.recent = {{0xFFFF'FFFF'FFFF'FFFFU, TurnId("trn_1"), SessionId("a"), noon, true, true}};
  state.waiting = {{"notice.two_hours", "title", "text", "2", 1, 98, 50}};
  state.seen = {1, 0xFFFF'FFFF'FFFF'FFFFU};
  state.suspected_minor = noon;
  state.last_answer = noon;
  state.trends = full_trends();
  state.book.days = {{LocalDate{2026, 8, 1}, Milliseconds(9), 3, {{"小安", 3}}, {{"low_mood", 1}}}};
  return state;
}

TEST(StoredProfile, OpensAsItWasWritten) {
  const Profile profile = full_profile();
  const auto read = profile_from_stored(to_stored(profile));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, profile);
}

TEST(StoredProfile, OpensWithoutWhatIsOptional) {
  Profile profile;
  profile.id = PersonId("lin");
  const auto read = profile_from_stored(to_stored(profile));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, profile);
  const auto oldest = profile_from_stored(R"({"id":"lin","registered":0})");
  ASSERT_TRUE(oldest);
  EXPECT_EQ(oldest->time_zone, "Asia/Shanghai");
  EXPECT_FALSE(oldest->birth_date);
  EXPECT_EQ(oldest->pending_band, AgeBand::b0_2);  // the strictest where nothing is known
}

TEST(StoredProfile, DoesNotGuessAtWhatIsCorrupt) {
  for (const char* text :
       {"", "{", "[]", "null", "{}", R"({"id":7,"registered":0})",
        R"({"id":"lin","registered":"x"})", R"({"id":"lin","registered":0,"guardian":{}})"}) {
    const auto read = profile_from_stored(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt);
  }
}

TEST(StoredState, OpensAsItWasWritten) {
  const LiveState state = full_state();
  const auto read = live_state_from_stored(to_stored(state));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(*read, state);
}

TEST(StoredState, OpensAFreshOne) {
  const auto read = live_state_from_stored(to_stored(LiveState{}));
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(*read, LiveState{});
}

TEST(StoredState, OpensAnOlderRow) {
  const auto read = live_state_from_stored(
      R"({"v":1,"use":{"continuous":0,"today":"2026-08-01","used":0,"reminded":0,"reality":0},)"
      R"("sessions":[],"crisis":{"until":5,"case":"cas_1","turn":"trn_1","minor":false},)"
      R"("strikes":{"row":0,"today":0,"day":"2026-08-01"},"recent":[],"waiting":[]})");
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->crisis->level, 3);
  EXPECT_EQ(read->contacted_level, 3);
  EXPECT_FALSE(read->after_care);
  EXPECT_TRUE(read->reminded_of_dependence.empty());
}

TEST(StoredState, DoesNotGuessAtWhatIsCorrupt) {
  for (const char* text : {"", "{", "null", "{}", R"({"v":"one"})"}) {
    const auto read = live_state_from_stored(text);
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, ErrorCode::corrupt);
  }
}

}  // namespace
}  // namespace anban
