// SPDX-License-Identifier: Apache-2.0
// The age of help lines, in days of the calendar.
#include "pack/help_lines.h"

#include <chrono>

namespace anban::pack {
namespace {

std::chrono::sys_days days_of(LocalDate date) {
  return std::chrono::year(date.year) / std::chrono::month(static_cast<unsigned>(date.month)) /
         std::chrono::day(static_cast<unsigned>(date.day));
}

}  // namespace

std::vector<const HelpLine*> stale_help_lines(const Pack& pack, LocalDate today) {
  std::vector<const HelpLine*> stale;
  for (const HelpLine& line : pack.help_lines) {
    const auto age = days_of(today) - days_of(line.last_checked);
    if (age > pack.params.crisis.help_lines_stale_after) stale.push_back(&line);
  }
  return stale;
}

}  // namespace anban::pack
