// SPDX-License-Identifier: Apache-2.0
// Consents as they stand.
#include "people/profile.h"

namespace anban {

bool has_consent(const Profile& profile, std::string_view purpose) {
  for (const Consent& each : profile.consents) {
    if (each.purpose == purpose) return each.granted;
  }
  return false;
}

}  // namespace anban
