// SPDX-License-Identifier: Apache-2.0
// What adds up over turns and days (Art. 8, 10, 13, 14, 18; O-29, O-83, O-89, O-96, O-112, O-127):
// a mood that gets worse, minor signals given drop by drop, a fraud in small steps, role-play that
// turns intimate, dependence, and replies that do nothing but agree and praise. A trend is a
// handful of numbers about a person, never their words; it lives with their state and goes with it.
// The rules are pure functions; what they see of a turn is how strong its signs were. A trend alone
// never tells a contact: duties see to that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/local_time.h"
#include "people/use_meter.h"

namespace anban {

/// How strong the signs of one turn were, decided by themselves or not; probabilities, 0: none.
struct TrendSigns {
  double low_mood = 0;
  double minor = 0;
  double loss = 0;
  double intimacy = 0;
  double attachment = 0;
  double exclusivity = 0;        // only the AI counts
  double withdrawal = 0;         // unable to be without it
  bool crisis_answered = false;  // the turn is a crisis by its own words; no trend is needed
  bool loss_answered = false;
};

/// Half-lives of the sums, and where each of them says something. Sums are of what
/// signs weigh.
struct TrendRules {
  Milliseconds mood_half_life = std::chrono::hours(3);
  Milliseconds minor_half_life = std::chrono::days(14);
  Milliseconds loss_half_life = std::chrono::days(7);
  Milliseconds intimacy_half_life = std::chrono::hours(6);
  Milliseconds attachment_half_life = std::chrono::days(14);
  Milliseconds use_half_life = std::chrono::days(7);
  Milliseconds catering_half_life = std::chrono::hours(24);
  Milliseconds spending_half_life = std::chrono::days(30);
  double mood_alarm = 1.0;
  double minor_alarm = 2.0;
  double loss_alarm = 1.0;
  double intimacy_alarm = 0.8;
  double attachment_alarm = 1.5;
  double exclusivity_alarm = 3.0;
  double withdrawal_alarm = 1.0;
  double spending_alarm = 2000;  // yuan
  double catering_alarm = 4.0;   // catering replies, with catering_share of the recent ones
  double catering_calm = 1.5;    // below, the counter-steer ends
  double catering_share = 0.6;
  double catering_leak = 0.4;  // taken off with every reply that does not cater
  double floor = 0.4;          // a sign weighs what its probability has above it, at most 1
  double leak = 0.01;          // taken off with every turn
  int worsening_turns = 3;
  Milliseconds soothe_again_after = std::chrono::minutes(30);
  Milliseconds warn_again_after = std::chrono::hours(24);
  Milliseconds long_day = std::chrono::hours(2);  // mean use a day
  double night_share = 0.3;
  Seconds night_until = std::chrono::hours(6);  // from midnight
  int days_in_a_row = 10;
};

/// Bits of Trends::latest_alarms.
enum TrendAlarm : std::uint8_t {
  alarm_of_mood = 1,
  alarm_of_minor = 2,
  alarm_of_loss = 4,
  alarm_of_intimacy = 8,
  alarm_of_dependence = 16,
  alarm_of_catering = 32
};

/// What is done about replies that cater: nothing, from the next turn on, since an earlier turn.
enum class CounterSteer : std::uint8_t { none, due, given };

/// The stored summary. Sums are in millionths, so that a restart changes nothing.
struct Trends {
  std::optional<Instant> at;  // of the newest turn counted
  std::int64_t mood = 0;
  std::int64_t minor = 0;
  std::int64_t loss = 0;
  std::int64_t intimacy = 0;
  std::int64_t attachment = 0;
  std::int64_t use = 0;        // hours
  std::int64_t night_use = 0;  // hours between midnight and morning
  std::int64_t latest_mood = 0;
  std::int64_t catering = 0;        // replies that cater
  std::int64_t catering_share = 0;  // of the recent replies
  std::int64_t exclusivity = 0;     // words that only the AI counts
  std::int64_t withdrawal = 0;      // words on being unable to stop
  std::int64_t spending = 0;        // yuan
  CounterSteer counter_steer = CounterSteer::none;
  int worsening = 0;  // turns in a row, each with a stronger sign than the one before
  LocalDate latest_day;
  int days_in_a_row = 0;
  Milliseconds counted_use{0};  // of latest_day
  std::optional<Instant> soothed;
  std::optional<Instant> warned_of_loss;
  std::optional<Instant> warned_of_dependence;
  TurnId latest_turn;  // what that turn was told is told to its repeats, too
  std::uint8_t latest_alarms = 0;
  friend bool operator==(const Trends&, const Trends&) = default;
};

/// 0 to 3; duties act from 2 on. The factors explain it: "hours", "nights", "streak", "words",
/// "exclusivity", "withdrawal", "spending".
struct Dependence {
  int level = 0;
  std::vector<std::string> factors;
};

/// The moment of a turn.
struct TrendTime {
  TurnId turn;
  Instant now;
  LocalTime local;  // in the person's zone
};

/// The summary after one more turn; `use` already counts it. What the turn has to be told stands in
/// latest_alarms. A clock that went back ages nothing and counts nothing twice. Constant time.
Trends after_turn(const Trends& before, const TrendSigns& signs, const TrendTime& time,
                  const UseMeter& use, const TrendRules& rules);

/// The summary after a reply of the model was shown to its end: how far it caters, 0 to 1. The
/// counter-steer becomes due where the sum and the share of recent replies reach their marks.
Trends after_reply(const Trends& before, double caters, const TrendRules& rules);

/// The summary after something was paid for, in fen. Constant time.
Trends after_purchase(const Trends& before, std::int64_t fen, Instant now, const TrendRules& rules);

Dependence dependence_of(const Trends& trends, const TrendRules& rules);

}  // namespace anban
