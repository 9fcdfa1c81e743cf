// SPDX-License-Identifier: Apache-2.0
// Counters of care as Prometheus reads them.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "ports/journal.h"
#include "turn/meters.h"

namespace anban {
namespace {

void head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  out += fmt::format("# HELP anban_{0} {1}\n# TYPE anban_{0} {2}\n", name, help, type);
}

void add(std::string& out, std::string_view name, std::string_view help, const Histogram& times) {
  head(out, name, help, "histogram");
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < times.counts.size(); ++i) {
    so_far += times.counts[i];
    const std::string bound =
        i < Histogram::bounds.size() ? fmt::format("{}", Histogram::bounds[i]) : "+Inf";
    out += fmt::format("anban_{}_bucket{{le=\"{}\"}} {}\n", name, bound, so_far);
  }
  const double seconds = static_cast<double>(times.sum_milliseconds) / 1000;
  out += fmt::format("anban_{0}_sum {1}\nanban_{0}_count {2}\n", name, seconds, so_far);
}

}  // namespace

void Histogram::note(std::int64_t milliseconds) {
  const std::int64_t time = std::max<std::int64_t>(milliseconds, 0);
  std::size_t at = 0;
  while (at < bounds.size() && static_cast<double>(time) / 1000 > bounds[at]) ++at;
  ++counts[at];
  sum_milliseconds += static_cast<std::uint64_t>(time);
}

void CareMeters::note_case(std::string_view kind) {
  const auto found = std::find(kinds.begin(), kinds.end(), kind);
  const auto at =
      found == kinds.end() ? kinds.size() - 1 : static_cast<std::size_t>(found - kinds.begin());
  ++cases[at];
}

void add_care_metrics(std::string& out, const CareMeters& care) {
  head(out, "cases_total", "Cases opened, by kind.", "counter");
  for (std::size_t i = 0; i < CareMeters::kinds.size(); ++i) {
    out += fmt::format("anban_cases_total{{kind=\"{}\"}} {}\n", CareMeters::kinds[i],
                       care.cases[i].load());
  }
  head(out, "crisis_level_total", "Turns with words of crisis, by level.", "counter");
  for (std::size_t level = 2; level < care.levels.size(); ++level) {
    out += fmt::format("anban_crisis_level_total{{level=\"{}\"}} {}\n", level,
                       care.levels[level].load());
  }
  add(out, "case_acknowledge_seconds", "From the opening of a case to its acknowledgement.",
      care.acknowledge);
  add(out, "contact_first_attempt_seconds",
      "From the record of a crisis to the first attempt to reach somebody.", care.first_attempt);
  head(out, "contact_state_total", "What became of contacts in cases.", "counter");
  for (std::size_t i = 0; i < care.contact_states.size(); ++i) {
    out += fmt::format("anban_contact_state_total{{state=\"{}\"}} {}\n",
                       name_of(static_cast<OutboxState>(i)), care.contact_states[i].load());
  }
}

}  // namespace anban
