// SPDX-License-Identifier: Apache-2.0
// Sessions, repeats and the bounded lists of a person's live state (O-163, semantics "Repeats" and
// "After exit").
#include "people/session.h"

#include <gtest/gtest.h>

namespace anban {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Milliseconds idle_gap = seconds(900);
constexpr Milliseconds window = seconds(120);
const Instant start{std::chrono::hours(495'000)};
const SessionId fresh("ses_fresh");

LiveState after_one_message(std::string_view name) {
  LiveState state;
  touch_session(state, session_at(state, name, SessionId("ses_first"), start, idle_gap), start);
  return state;
}

TEST(Session, IsDerivedFromThePersonUpToTheIdleGap) {
  const LiveState state = after_one_message("");
  const OpenedSession same = session_at(state, "", fresh, start + idle_gap, idle_gap);
  EXPECT_EQ(same.id, SessionId("ses_first"));
  EXPECT_FALSE(same.is_new);
  const OpenedSession next =
      session_at(state, "", fresh, start + idle_gap + Milliseconds(1), idle_gap);
  EXPECT_EQ(next.id, fresh);
  EXPECT_TRUE(next.is_new);
}

TEST(Session, GoesByTheClientsNameHoweverLongThePauseWas) {
  const LiveState state = after_one_message("tab-1");
  const OpenedSession again =
      session_at(state, "tab-1", fresh, start + std::chrono::hours(72), idle_gap);
  EXPECT_EQ(again.id, SessionId("tab-1"));
  EXPECT_FALSE(again.is_new);
  EXPECT_TRUE(session_at(state, "tab-2", fresh, start, idle_gap).is_new);
}

TEST(Session, OpensAnewAfterLeaving) {
  LiveState derived = after_one_message("");
  leave_session(derived, SessionId("ses_first"));
  EXPECT_EQ(session_at(derived, "", fresh, start + seconds(1), idle_gap).id, fresh);

  LiveState named = after_one_message("tab-1");
  named.sessions.back().labelled = true;
  leave_session(named, SessionId("tab-1"));
  const OpenedSession again = session_at(named, "tab-1", fresh, start + seconds(1), idle_gap);
  EXPECT_EQ(again.id, SessionId("tab-1"));  // the client insists on its name
  EXPECT_TRUE(again.is_new);
  const Session& opened = touch_session(named, again, start + seconds(1));
  EXPECT_FALSE(opened.labelled);
  EXPECT_EQ(opened.started, start + seconds(1));
  EXPECT_FALSE(named.left_session.has_value());
  EXPECT_FALSE(session_at(named, "tab-1", fresh, start + seconds(2), idle_gap).is_new);
}

TEST(Session, KeepsWhatItKnewWhenItIsTouchedAgain) {
  LiveState state = after_one_message("tab-1");
  state.sessions.back().disclosed = true;
  const OpenedSession again = session_at(state, "tab-1", fresh, start + minutes(1), idle_gap);
  const Session& touched = touch_session(state, again, start + minutes(1));
  EXPECT_TRUE(touched.disclosed);
  EXPECT_EQ(touched.started, start);
  EXPECT_EQ(touched.last_activity, start + minutes(1));
  EXPECT_EQ(state.sessions.size(), 1U);
}

TEST(Session, ForgetsTheOldestOfMoreThanEight) {
  LiveState state;
  for (int i = 0; i < 9; ++i) {
    const OpenedSession opened{SessionId("tab-" + std::to_string(i)), true};
    touch_session(state, opened, start + minutes(i));
  }
  EXPECT_EQ(state.sessions.size(), 8U);
  EXPECT_EQ(state.sessions.front().id, SessionId("tab-1"));
  EXPECT_TRUE(session_at(state, "tab-0", fresh, start + minutes(9), idle_gap).is_new);
}

RecentTurn turn_of(std::uint64_t fingerprint, const char* session) {
  RecentTurn turn;
  turn.fingerprint = fingerprint;
  turn.turn = TurnId("trn_" + std::to_string(fingerprint));
  turn.session = SessionId(session);
  turn.at = start;
  return turn;
}

TEST(Repeats, AreKnownForTheWindowInclusive) {
  LiveState state;
  remember_turn(state, turn_of(7, "tab"));
  const SessionId tab("tab");
  ASSERT_NE(repeated_turn(state, 7, tab, start + window, window), nullptr);
  EXPECT_EQ(repeated_turn(state, 7, tab, start, window)->turn, TurnId("trn_7"));
  EXPECT_EQ(repeated_turn(state, 7, tab, start + window + Milliseconds(1), window), nullptr);
  EXPECT_EQ(repeated_turn(state, 7, tab, start - Milliseconds(1), window), nullptr);
}

TEST(Repeats, AreNeitherOtherMessagesNorOtherSessions) {
  LiveState state;
  remember_turn(state, turn_of(7, "tab"));
  EXPECT_EQ(repeated_turn(state, 8, SessionId("tab"), start, window), nullptr);
  EXPECT_EQ(repeated_turn(state, 7, SessionId("other"), start, window), nullptr);
}

TEST(Repeats, BelongToATurnThatEndedItsSession) {
  LiveState state;
  RecentTurn ended = turn_of(7, "ses_left");
  ended.ended = true;
  remember_turn(state, ended);
  EXPECT_NE(repeated_turn(state, 7, fresh, start + seconds(1), window), nullptr);
  remember_turn(state, turn_of(9, "ses_next"));  // a farewell to what came since is another one
  EXPECT_EQ(repeated_turn(state, 7, SessionId("ses_next"), start + seconds(2), window), nullptr);
}

TEST(Repeats, RememberTheNewestEight) {
  LiveState state;
  for (std::uint64_t i = 0; i < 9; ++i) remember_turn(state, turn_of(i, "tab"));
  EXPECT_EQ(state.recent.size(), 8U);
  EXPECT_EQ(repeated_turn(state, 0, SessionId("tab"), start, window), nullptr);
  EXPECT_NE(repeated_turn(state, 8, SessionId("tab"), start, window), nullptr);
}

TEST(Seen, RemembersTheNewestSixtyFourOnce) {
  LiveState state;
  for (std::uint64_t i = 0; i < 65; ++i) remember_seen(state, i);
  remember_seen(state, 64);
  EXPECT_EQ(state.seen.size(), 64U);
  EXPECT_FALSE(seen_before(state, 0));
  EXPECT_TRUE(seen_before(state, 1));
  EXPECT_TRUE(seen_before(state, 64));
}

WaitingNotice notice_of(const std::string& type, int gravity) {
  WaitingNotice notice;
  notice.event_type = type;
  notice.gravity = gravity;
  return notice;
}

TEST(WaitingNotices, StandByGravityOneOfEachType) {
  LiveState state;
  let_wait(state, notice_of("limit.near", 30));
  let_wait(state, notice_of("notice.two_hours", 50));
  WaitingNotice newer = notice_of("limit.near", 30);
  newer.amount = "5";
  let_wait(state, newer);
  ASSERT_EQ(state.waiting.size(), 2U);
  EXPECT_EQ(state.waiting[0].event_type, "notice.two_hours");
  EXPECT_EQ(state.waiting[1].amount, "5");
}

TEST(WaitingNotices, KeepTheGravestEight) {
  LiveState state;
  for (int i = 0; i < 9; ++i) let_wait(state, notice_of("type" + std::to_string(i), i));
  EXPECT_EQ(state.waiting.size(), 8U);
  EXPECT_EQ(state.waiting.front().gravity, 8);
  EXPECT_EQ(state.waiting.back().gravity, 1);
}

}  // namespace
}  // namespace anban
