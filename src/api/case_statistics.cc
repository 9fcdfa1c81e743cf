// SPDX-License-Identifier: Apache-2.0
// Figures about cases (O-93), which go into the assessment report: how many of what kind, how soon
// somebody looked and was told, how it ended. No person can be told from them.
#include <algorithm>
#include <map>

#include "api/api.h"
#include "api/body_fields.h"

namespace anban::api {
namespace {

using Json = nlohmann::json;

constexpr std::size_t page_rows = 500;         // read at a time
constexpr std::size_t counted_most = 100'000;  // beyond: `complete` is false
constexpr Milliseconds usual_range = std::chrono::days(30);
constexpr Milliseconds longest_range = std::chrono::days(731);

struct Range {
  Instant from;
  Instant to;
};

Range range_in(const Call& call, Instant now, Faults& faults) {
  Range range{now - usual_range, now + Milliseconds(1)};
  const auto read = [&](const char* name, Instant& into) {
    const auto text = query_value(call.request, name);
    if (!text) return;
    const auto at = parse_instant(*text);
    if (at) {
      into = *at;
    } else {
      faults.push_back({name, "must be a time such as 2026-08-01T00:00:00+08:00"});
    }
  };
  read("to", range.to);
  if (query_value(call.request, "to")) range.from = range.to - usual_range;
  read("from", range.from);
  if (faults.empty() && (range.from >= range.to || range.to - range.from > longest_range)) {
    faults.push_back({"from", "must be before `to`, by at most 731 days"});
  }
  return range;
}

struct Figures {
  std::size_t cases = 0;
  std::size_t merged = 0;
  std::size_t told = 0;     // cases in which somebody was to be told
  std::size_t reached = 0;  // and was
  std::map<std::string, std::size_t> kinds, levels, outcomes, age_bands;
  std::vector<double> acknowledge, first_contact;  // seconds
};

double seconds(Milliseconds time) { return static_cast<double>(time.count()) / 1000; }

void count(const CaseRow& row, const std::vector<OutboxRow>& sent, Figures& figures) {
  ++figures.cases;
  ++figures.kinds[row.kind];
  ++figures.levels[std::to_string(row.level)];
  ++figures.age_bands[row.age_band.empty() ? "unknown" : row.age_band];
  if (!row.outcome.empty()) ++figures.outcomes[row.outcome];
  if (!row.merged_into.empty()) ++figures.merged;
  if (row.acknowledged) figures.acknowledge.push_back(seconds(*row.acknowledged - row.opened));
  if (sent.empty()) return;
  ++figures.told;
  std::optional<Instant> first;
  bool reached = false;
  for (const OutboxRow& each : sent) {
    if (each.first_attempt && (!first || *each.first_attempt < *first)) first = each.first_attempt;
    reached |= each.state == OutboxState::delivered;
  }
  if (reached) ++figures.reached;
  if (first) figures.first_contact.push_back(seconds(*first - row.opened));
}

/// The nearest rank, so that every figure is one that occurred.
Json quantiles(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  const auto rank = [&times](std::size_t percent) -> Json {
    if (times.empty()) return nullptr;
    return times[std::max<std::size_t>((times.size() * percent + 99) / 100, 1) - 1];
  };
  return {{"count", times.size()}, {"p50", rank(50)}, {"p90", rank(90)}, {"max", rank(100)}};
}

Json figures_json(const Range& range, Figures figures, const OpenCases& open) {
  Json share;
  if (figures.told > 0) {
    share = static_cast<double>(figures.reached) / static_cast<double>(figures.told);
  }
  return {{"object", "case_statistics"},
          {"from", to_text(range.from)},
          {"to", to_text(range.to)},
          {"cases", figures.cases},
          {"complete", figures.cases < counted_most},
          {"by_kind", figures.kinds},
          {"by_level", figures.levels},
          {"by_outcome", figures.outcomes},
          {"by_age_band", figures.age_bands},
          {"acknowledge_s", quantiles(std::move(figures.acknowledge))},
          {"first_contact_s", quantiles(std::move(figures.first_contact))},
          {"delivered_share", std::move(share)},
          {"merged", figures.merged},
          {"open_now", open.p0 + open.p1 + open.p2},
          {"unacknowledged_now", open.unacknowledged},
          {"overdue_now", open.overdue}};
}

}  // namespace

Task<void> Api::get_case_statistics(Call& call) {
  const Instant now = turn().clock.now();
  Faults faults;
  const Range range = range_in(call, now, faults);
  if (!faults.empty()) {
    auto answering = answer_problem(call, faulty(std::move(faults)));
    co_await std::move(answering);
    co_return;
  }
  Figures figures;
  std::optional<Error> error;
  CaseId after;
  for (bool more = true; more && !error && figures.cases < counted_most;) {
    const auto rows = turn().journal.cases_opened(range.from, range.to, after, page_rows);
    if (!rows) error = rows.error();
    more = rows && rows->size() == page_rows;
    for (std::size_t i = 0; rows && i < rows->size(); ++i) {
      const CaseRow& row = (*rows)[i];
      const auto sent = turn().journal.outbox_of_case(row.id);
      count(row, sent ? *sent : std::vector<OutboxRow>(), figures);
      after = row.id;
    }
    // Others are served between two pages.
    auto pausing = turn().timer.sleep_until(turn().clock.now());
    co_await std::move(pausing);
  }
  const auto open = turn().journal.open_cases(now);
  if (!error && !open) error = open.error();
  auto answering = error ? answer_unavailable(call, *error)
                         : answer_json(call, 200, figures_json(range, std::move(figures), *open));
  co_await std::move(answering);
}

}  // namespace anban::api
