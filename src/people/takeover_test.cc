// SPDX-License-Identifier: Apache-2.0
// When a takeover ends by itself, and that it is stored whole (O-92).
#include "people/takeover.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::minutes;

const Instant noon{Milliseconds(1'785'556'800'000)};

Takeover takeover() {
  Takeover out;
  out.id = "tko_1";
  out.care_case = CaseId("cas_1");
  out.by = {"key_1", "王芳", "operator"};
  out.started = noon;
  out.last_act = noon;
  out.session = SessionId("ses_1");
  return out;
}

TEST(Takeover, EndsWhenTheStaffAreSilentForTooLong) {
  Takeover live = takeover();
  EXPECT_FALSE(over_at(live, noon + minutes(10) - Milliseconds(1), minutes(10)));
  EXPECT_EQ(over_at(live, noon + minutes(10), minutes(10)), TakeoverEnd::idle);
  live.last_act = noon + minutes(4);
  EXPECT_FALSE(over_at(live, noon + minutes(13), minutes(10)));
  EXPECT_EQ(ends_at(live, minutes(10)), noon + minutes(14));
}

TEST(Takeover, EndsWithTheLeaseOfItsCase) {
  Takeover live = takeover();
  live.lease_until = noon + minutes(5);
  EXPECT_EQ(ends_at(live, minutes(10)), noon + minutes(5));
  EXPECT_FALSE(over_at(live, noon + minutes(4), minutes(10)));
  EXPECT_EQ(over_at(live, noon + minutes(5), minutes(10)), TakeoverEnd::lease_ended);
}

TEST(Takeover, HasNewsUntilAReplySaidItAll) {
  Takeover live = takeover();
  EXPECT_FALSE(live.has_news());
  live.unshown = {TurnId("trn_2")};
  EXPECT_TRUE(live.has_news());
  live.unshown.clear();
  live.ended = noon + minutes(1);
  EXPECT_FALSE(live.is_active());
  EXPECT_TRUE(live.has_news()) << "that the person has left was not told";
  live.end_told = true;
  EXPECT_FALSE(live.has_news());
}

TEST(Takeover, IsStoredWhole) {
  Takeover live = takeover();
  EXPECT_EQ(takeover_from_stored(to_stored(live)), live);
  live.lease_until = noon + minutes(15);
  live.unshown = {TurnId("trn_2"), TurnId("trn_3")};
  live.character = CharacterId("xiaoan");
  live.ended = noon + minutes(9);
  live.why = TakeoverEnd::signed_out;
  live.note = "她姐姐到了";
  EXPECT_EQ(takeover_from_stored(to_stored(live)), live);
  EXPECT_FALSE(takeover_from_stored("{}"));
  EXPECT_FALSE(takeover_from_stored("words"));
}

}  // namespace
}  // namespace anban
