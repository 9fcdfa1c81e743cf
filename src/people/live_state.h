// SPDX-License-Identifier: Apache-2.0
// What changes with every turn of a person: session, use meter, crisis window, strikes, repeats.
// Small, bounded, stored sealed; the rules by which it changes are pure functions in this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/local_time.h"
#include "people/appeal.h"
#include "people/trend.h"
#include "people/use_book.h"
#include "people/use_meter.h"

namespace anban {

struct Session {
  SessionId id;
  Instant started;
  Instant last_activity;
  bool disclosed = false;  // the AI notice was given in this session
  bool labelled = false;   // label text was given in this session (label_mode text)
  friend bool operator==(const Session&, const Session&) = default;
};

/// Open while now < until; tier 2 heard, the model stays silent on crisis words and pressing.
struct CrisisWindow {
  Instant until;
  CaseId care_case;
  std::string kind;  // of the case: "self_harm_intent", …
  TurnId turn;       // that opened it
  bool minor = false;
  int level = 3;  // the gravest heard in it, 3 or 4: nothing lowers it
  friend bool operator==(const CrisisWindow&, const CrisisWindow&) = default;
};

/// The days after a crisis of tier 2: once a day a gentle line, until then or until it is declined.
struct AfterCare {
  Instant until;
  std::string kind;  // of the case
  LocalDate told;    // the day of the latest line; at first that of the crisis
  friend bool operator==(const AfterCare&, const AfterCare&) = default;
};

/// A reminder on dependence, and when the person said that they have seen it.
struct DependenceReminder {
  Instant at;
  int level = 0;  // 2 or 3
  std::optional<Instant> acknowledged;
  friend bool operator==(const DependenceReminder&, const DependenceReminder&) = default;
};

struct Strikes {
  int consecutive = 0;
  int today = 0;
  LocalDate day;
  std::optional<Instant> suspended_until;
  friend bool operator==(const Strikes&, const Strikes&) = default;
};

/// A turn of the last two minutes, to know an SDK's retry (semantics.md, "Repeats").
struct RecentTurn {
  std::uint64_t fingerprint = 0;  // of its messages, cache_hash
  TurnId turn;
  SessionId session;
  Instant at;
  bool answered = false;  // the reply is in the journal
  bool ended = false;     // it ended its session: a retry belongs to it all the same
  friend bool operator==(const RecentTurn&, const RecentTurn&) = default;
};

/// A notice that waits for the next reply (one inline notice a reply).
struct WaitingNotice {
  std::string event_type;  // "notice.two_hours"
  std::string title_key;
  std::string text_key;
  std::string amount;  // fills {hours} or {minutes}
  int display = 0;     // duties::Display
  int obligation = 0;
  int gravity = 0;  // larger goes first
  friend bool operator==(const WaitingNotice&, const WaitingNotice&) = default;
};

struct LiveState {
  std::int64_t version = 0;
  UseMeter use;
  std::vector<Session> sessions;          // at most 8, newest last
  std::optional<SessionId> left_session;  // its name opens a new session when it is used again
  std::optional<CrisisWindow> crisis;
  std::optional<Instant> last_contacted;  // an alert about this person was queued
  bool contacted_for_life = true;         // it told of danger to life, not only of a loss
  int contacted_level = 3;                // of that crisis; a graver one is told all the same
  std::optional<AfterCare> after_care;
  Strikes strikes;
  std::vector<RecentTurn> recent;                 // at most 8
  std::vector<WaitingNotice> waiting;             // at most 8
  std::vector<std::uint64_t> seen;                // hashes of messages already screened, at most 64
  std::optional<Instant> suspected_minor;         // since; until an appeal is upheld (O-128)
  std::optional<Instant> minor_signs_rest_until;  // implicit ones, after such an appeal
  std::vector<AppealMark> appeals;                // one a decision
  std::optional<Instant> last_answer;             // to know a new login
  UseBook book;                                   // days of use, of minors only
  std::optional<Instant> elder_guided;            // the guidance card was shown
  std::optional<Instant> elder_warned;            // of fraud, in words
  std::vector<DependenceReminder> reminded_of_dependence;  // at most 8, newest last
  std::optional<Instant> boundary_guided;                  // words on what AI cannot be
  Trends trends;                                           // what adds up over turns and days
  friend bool operator==(const LiveState&, const LiveState&) = default;
};

}  // namespace anban
