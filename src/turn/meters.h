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
  /// Decided findings by category, input and output together.
  std::array<Counter, signals::category_count> findings{};
};

/// Prometheus text format 0.0.4, names `anban_*`.
std::string metrics_text(const Meters& meters);

}  // namespace anban
