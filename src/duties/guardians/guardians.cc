// SPDX-License-Identifier: Apache-2.0
// Consent of the guardian of a child, and under the draft's switch of every minor's.
#include "duties/guardians/guardians.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

void refuse_without_consent(int obligation, const Standing& standing, Requirements& required) {
  required.push_back({Duty::guardians, obligation,
                      Refuse{"anban_guardian_consent_missing",
                             pack::keys::refuse_guardian_consent_missing, standing.missing}});
}

}  // namespace

void guardians(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  const PersonFacts& person = facts.person;
  if (!person.registered || !person.standing.is_minor_by_age) return;
  if (person.standing.needs_child_consent) {
    if (!has_consent(person.profile, "minor_personal_information")) {
      return refuse_without_consent(130, person.standing, required);
    }
    if (!has_consent(person.profile, "minor_service")) {
      return refuse_without_consent(114, person.standing, required);
    }
  }
  if (params.minors.companionship_consent &&
      !has_consent(person.profile, "emotional_companionship")) {
    refuse_without_consent(115, person.standing, required);
  }
}

}  // namespace anban::duties
