// SPDX-License-Identifier: Apache-2.0
// Bounded lists of a person's live state.
#include "people/session.h"

#include <algorithm>

namespace anban {
namespace {

constexpr std::size_t sessions_most = 8;  // devices and apps at once; more are rare
constexpr std::size_t recent_most = 8;    // turns of two minutes
constexpr std::size_t waiting_most = 8;
constexpr std::size_t seen_most = 64;  // messages that clients usually send along

bool is_left(const LiveState& state, const SessionId& id) {
  return state.left_session && *state.left_session == id;
}

}  // namespace

OpenedSession session_at(const LiveState& state, std::string_view name, const SessionId& fresh,
                         Instant now, Milliseconds idle_gap) {
  if (!name.empty()) {
    const SessionId id{std::string(name)};
    const bool known = std::any_of(state.sessions.begin(), state.sessions.end(),
                                   [&](const Session& each) { return each.id == id; });
    return {id, !known || is_left(state, id)};
  }
  if (!state.sessions.empty()) {
    const Session& last = state.sessions.back();
    if (!is_left(state, last.id) && now - last.last_activity <= idle_gap) return {last.id, false};
  }
  return {fresh, true};
}

Session& touch_session(LiveState& state, const OpenedSession& opened, Instant now) {
  auto& all = state.sessions;
  const auto known = std::find_if(all.begin(), all.end(),
                                  [&](const Session& each) { return each.id == opened.id; });
  Session session =
      known == all.end() || opened.is_new ? Session{opened.id, now, now, false, false} : *known;
  if (known != all.end()) all.erase(known);
  if (is_left(state, opened.id)) state.left_session.reset();
  session.last_activity = now;
  if (all.size() >= sessions_most) all.erase(all.begin());
  all.push_back(std::move(session));
  return all.back();
}

void leave_session(LiveState& state, const SessionId& session) { state.left_session = session; }

RecentTurn* repeated_turn(LiveState& state, std::uint64_t fingerprint, const SessionId& session,
                          Instant now, Milliseconds window) {
  for (RecentTurn& each : state.recent) {
    const bool fresh = now >= each.at && now - each.at <= window;
    // A farewell ends its session, and whoever spoke again since takes leave anew.
    const bool same = each.ended ? &each == &state.recent.back() : each.session == session;
    if (fresh && each.fingerprint == fingerprint && same) return &each;
  }
  return nullptr;
}

RecentTurn& remember_turn(LiveState& state, RecentTurn turn) {
  if (state.recent.size() >= recent_most) state.recent.erase(state.recent.begin());
  state.recent.push_back(std::move(turn));
  return state.recent.back();
}

bool seen_before(const LiveState& state, std::uint64_t hash) {
  return std::find(state.seen.begin(), state.seen.end(), hash) != state.seen.end();
}

void remember_seen(LiveState& state, std::uint64_t hash) {
  if (seen_before(state, hash)) return;
  if (state.seen.size() >= seen_most) state.seen.erase(state.seen.begin());
  state.seen.push_back(hash);
}

void forget_notices_of_time(LiveState& state) {
  std::erase_if(state.waiting, [](const WaitingNotice& each) {
    return each.event_type == "notice.two_hours" || each.event_type == "notice.break" ||
           each.event_type == "limit.near";
  });
}

void let_wait(LiveState& state, WaitingNotice notice) {
  auto& all = state.waiting;
  std::erase_if(all,
                [&](const WaitingNotice& each) { return each.event_type == notice.event_type; });
  all.push_back(std::move(notice));
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return a.gravity > b.gravity; });
  if (all.size() > waiting_most) all.resize(waiting_most);
}

}  // namespace anban
