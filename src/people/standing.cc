// SPDX-License-Identifier: Apache-2.0
// Age, mode and what is missing.
#include "people/standing.h"

namespace anban {
namespace {

void note_what_is_missing(const Profile& profile, const StandingRules& rules, Standing& standing) {
  auto& missing = standing.missing;
  if (!profile.agreement || profile.agreement->version != rules.agreement_version) {
    missing.emplace_back("agreement");
  }
  if (!profile.birth_date && !standing.needs_child_consent) missing.emplace_back("birth_date");
  if (rules.identity_required && !profile.identity) missing.emplace_back("identity");
  if (standing.is_minor_by_age) {
    if (!profile.guardian) {
      missing.emplace_back("guardian");
    } else if (!profile.guardian->confirmed) {
      missing.emplace_back("guardian_confirmation");
    }
  } else if (rules.emergency_contact_required && !profile.emergency_contact) {
    missing.emplace_back("emergency_contact");
  }
  if (standing.needs_child_consent && (!has_consent(profile, "minor_personal_information") ||
                                       !has_consent(profile, "minor_service"))) {
    missing.emplace_back("guardian_consent");
  }
}

}  // namespace

Standing standing_of(const Profile& profile, const LiveState& state, const StandingRules& rules,
                     Instant now) {
  Standing standing;
  if (profile.birth_date) {
    standing.age = age_on(*profile.birth_date, local_time(now, profile.time_zone).date);
    standing.band = age_band(standing.age);
  } else {
    standing.age = youngest_of(profile.pending_band);
    standing.band = profile.pending_band;
  }
  standing.is_minor_by_age = standing.age < rules.minor;
  standing.needs_child_consent = standing.age < rules.child_consent;
  if (standing.is_minor_by_age || profile.minor_mode_chosen || state.suspected_minor) {
    standing.mode = Mode::minor;
  } else {
    standing.mode = standing.age >= rules.elder ? Mode::elder : Mode::adult;
  }
  note_what_is_missing(profile, rules, standing);
  return standing;
}

}  // namespace anban
