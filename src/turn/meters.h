// SPDX-License-Identifier: Apache-2.0
// Counters for /metrics: base units, no labels that name people. Plain atomics; api/ prints them.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "signals/finding.h"

namespace anban {

/// How long things took, in whole milliseconds, by upper bounds in seconds.
struct Histogram {
  static constexpr std::array<double, 9> bounds{0.5, 1, 5, 15, 60, 120, 300, 900, 3600};
  std::array<std::atomic<std::uint64_t>, 10> counts{};  // the last: longer than every bound
  std::atomic<std::uint64_t> sum_milliseconds{0};
  void note(std::int64_t milliseconds);
};

/// What is counted of care for people (O-93). Kinds that are none of these count as "other".
struct CareMeters {
  using Counter = std::atomic<std::uint64_t>;
  static constexpr std::array<std::string_view, 10> kinds{
      "self_harm_intent", "life_danger", "violence",     "medical_emergency",
      "property_loss",    "elder_help",  "elder_refund", "elder_complaint",
      "refund",           "other"};
  std::array<Counter, 10> cases{};
  std::array<Counter, 5> levels{};          // of turns: 2 extreme emotion, 3 explicit, 4 imminent
  Histogram acknowledge;                    // from opening to acknowledgement
  Histogram first_attempt;                  // from the row to the first attempt to reach somebody
  std::array<Counter, 5> contact_states{};  // ports' OutboxState, rows of cases that came to it
  void note_case(std::string_view kind);
};

/// Why a guard model's opinion is not known (turn/second_opinion.h).
enum class GuardUnknown { timeout, unreachable, bad_status, bad_answer, over_budget };
inline constexpr std::size_t guard_unknown_count = 5;
std::string_view name_of(GuardUnknown why);

struct Meters {
  using Counter = std::atomic<std::uint64_t>;
  Counter turns{0};
  Counter turns_streamed{0};
  Counter refused{0};
  Counter soothed{0};
  Counter ended{0};
  Counter replaced{0};
  Counter repeated{0};
  Counter upstream_calls{0};
  Counter upstream_failures{0};
  Counter stopped{0};
  Counter abandoned{0};
  Counter notifications{0};
  Counter cases{0};
  CareMeters care;
  Counter two_hour_reminders{0};
  Counter spooled{0};
  Counter record_failures{0};
  Counter events_relayed{0};
  Counter minors_data_reads{0};     // by staff, with approval or in their queue
  Counter minors_data_refusals{0};  // asked for without approval
  Counter minors_audits_missed{0};  // a gauge: years whose report is overdue
  Counter guard_asked{0};
  Counter guard_agreed{0};     // its opinion is the built-in decision
  Counter guard_confirmed{0};  // findings that were decided on its word
  std::array<Counter, guard_unknown_count> guard_unknown{};
  /// Replies withheld or cut, by the category that was found.
  std::array<Counter, signals::category_count> replaced_for{};
  Counter steered_catering{0};    // turns under the counter-steer
  Counter steered_dependence{0};  // turns with cooler prompts
  Counter steered_boundary{0};    // turns with the words on boundaries upstream
  /// Decided findings by category, input and output together.
  std::array<Counter, signals::category_count> findings{};
  Counter takeovers{0};
  Counter staff_stops{0};  // conversations that the staff stopped
};

/// Prometheus text format 0.0.4, names `anban_*`.
std::string metrics_text(const Meters& meters);
/// The part of it about care (care_meters.cc).
void add_care_metrics(std::string& out, const CareMeters& care);

}  // namespace anban
