// SPDX-License-Identifier: Apache-2.0
// What a person is at a moment: age, band, mode, what is missing (Art. 12, 14, 17). Pure; every
// place that needs an age or a mode asks here, so that nobody under 18 is anywhere an adult.
#pragma once

#include <string>
#include <vector>

#include "people/live_state.h"
#include "people/profile.h"

namespace anban {

/// The ages and switches of the pack that standing depends on.
struct StandingRules {
  int child_consent = 14;
  int minor = 18;
  int elder = 60;
  bool emergency_contact_required = true;
  bool identity_required = false;  // by everybody, not only by who publishes
  std::string agreement_version = "1";
};

struct Standing {
  int age = 0;
  AgeBand band = AgeBand::b0_2;
  Mode mode = Mode::minor;
  bool is_minor_by_age = true;  // else minor mode was chosen or is suspected
  bool needs_child_consent = false;
  /// "agreement", "birth_date", "identity", "guardian", "guardian_confirmation",
  /// "emergency_contact", "guardian_consent"; empty: may chat.
  std::vector<std::string> missing;
};

/// Age counts on the person's local date; an unknown birth date is the pending band's youngest.
Standing standing_of(const Profile& profile, const LiveState& state, const StandingRules& rules,
                     Instant now);

}  // namespace anban
