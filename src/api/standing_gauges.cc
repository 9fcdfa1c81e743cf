// SPDX-License-Identifier: Apache-2.0
// One pass over the newest notifications, and small settings.
#include "api/standing_gauges.h"

#include <utility>

#include "pack/help_lines.h"
#include "turn/drills.h"
#include "turn/minors_audits.h"
#include "turn/rosters.h"

namespace anban::api {
namespace {

constexpr std::size_t rows_looked_at = 1000;  // the newest; a gauge never says more
constexpr Milliseconds recent = std::chrono::hours(24);

void add(std::string& out, const std::string& name, const char* help, std::uint64_t value) {
  out += "# HELP anban_" + name + " " + help + "\n# TYPE anban_" + name + " gauge\n";
  out += "anban_" + name + " " + std::to_string(value) + "\n";
}

struct Sending {
  std::uint64_t due = 0;     // not taken over by anybody, and tried before
  std::uint64_t failed = 0;  // of the last 24 hours: failed or no channel
  std::uint64_t done = 0;    // of the last 24 hours: delivered
};

Sending sending_of(const std::vector<OutboxRow>& rows, Instant now) {
  Sending out;
  for (const OutboxRow& row : rows) {
    if (row.state == OutboxState::pending && row.reference.empty() && row.attempts > 0) ++out.due;
    if (now - row.created > recent) continue;
    if (row.state == OutboxState::delivered) ++out.done;
    if (row.state == OutboxState::failed || row.state == OutboxState::unavailable) ++out.failed;
  }
  return out;
}

}  // namespace

std::string standing_gauges(const TurnDeps& deps) {
  std::string out;
  std::uint64_t alerts = 0;
  const auto gauge = [&](const char* name, const char* help, std::uint64_t value) {
    add(out, name, help, value);
    alerts += value > 0 ? 1 : 0;
  };
  const Instant now = deps.clock.now();
  const auto policy = deps.policies.current();
  const LocalDate today = local_time(now, policy->pack->default_time_zone).date;
  if (const auto rows = deps.journal.outbox_all(rows_looked_at)) {
    const Sending sending = sending_of(*rows, now);
    gauge("outbox_failing", "Notifications that were tried in vain and are tried again.",
          sending.due);
    gauge("notifications_failed_recent", "Notifications of a day that reached nobody.",
          sending.failed);
    add(out, "notifications_delivered_recent", "Notifications of a day that were delivered.",
        sending.done);
  }
  if (const auto overdue = drills_overdue(deps)) {
    gauge("drills_overdue", "Contingency plans whose drill is overdue.", *overdue);
  }
  gauge("help_lines_stale", "Help lines that nobody has checked for too long.",
        pack::stale_help_lines(*policy->pack, today).size());
  if (const auto roster = stored_roster(deps)) {
    const bool there = *roster || deps.settings.has_on_call;
    gauge("on_call_missing", "1 where neither a roster nor the configuration names anybody.",
          there ? 0 : 1);
  }
  if (const auto cases = deps.journal.open_cases(now)) {
    out += "# HELP anban_cases_open Cases that are not closed, by priority.\n"
           "# TYPE anban_cases_open gauge\n";
    const std::pair<const char*, std::uint64_t> open[] = {
        {"P0", cases->p0}, {"P1", cases->p1}, {"P2", cases->p2}};
    for (const auto& [priority, count] : open) {
      out += std::string("anban_cases_open{priority=\"") + priority + "\"} " +
             std::to_string(count) + "\n";
    }
    gauge("cases_unacknowledged", "Crisis cases that nobody acknowledged yet.",
          cases->unacknowledged);
    gauge("cases_overdue", "Cases whose due time is over.", cases->overdue);
  }
  add(out, "alerts_open", "Conditions of these that ask for somebody now.", alerts);
  return out;
}

}  // namespace anban::api
