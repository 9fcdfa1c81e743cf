// SPDX-License-Identifier: Apache-2.0
// Names of duties and effects, as records and docs/obligations.md spell them.
#include "duties/requirement.h"

namespace anban::duties {

const char* name_of(Duty duty) {
  switch (duty) {
    case Duty::registration: return "registration";
    case Duty::content: return "content";
    case Duty::influence: return "influence";
    case Duty::minors: return "minors";
    case Duty::guardians: return "guardians";
    case Duty::crisis: return "crisis";
    case Duty::after_care: return "after_care";
    case Duty::elders: return "elders";
    case Duty::personal_data: return "personal_data";
    case Duty::labels: return "labels";
    case Duty::dependence: return "dependence";
    case Duty::time_in_use: return "time_in_use";
    case Duty::leaving: return "leaving";
    case Duty::scope: return "scope";
  }
  return "unknown";
}

const char* name_of(const Effect& effect) {
  static constexpr const char* names[] = {
      "refuse",        "answer",       "tell",       "notify",      "open_case",
      "instruct",      "hold_clauses", "hold_whole", "end_session", "open_crisis_window",
      "strike",        "suspend",      "stop_at",    "reminded",    "suspect_minor",
      "end_after_care"};
  static_assert(std::variant_size_v<Effect> == std::size(names));
  return names[effect.index()];
}

}  // namespace anban::duties
