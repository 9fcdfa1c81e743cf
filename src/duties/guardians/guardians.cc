// SPDX-License-Identifier: Apache-2.0
// Consent of the guardian of a child, and under the draft's switch of every minor's; characters and
// hours that guardians set.
#include "duties/guardians/guardians.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

void refuse_without_consent(int obligation, const Standing& standing, Requirements& required) {
  required.push_back({Duty::guardians, obligation,
                      Refuse{"anban_guardian_consent_missing",
                             pack::keys::refuse_guardian_consent_missing, standing.missing}});
}

bool is_within(Seconds time_of_day, const AllowedHours& hours) {
  return time_of_day >= hours.from && time_of_day < hours.until;
}

/// What a guardian set beside the quota (which is part of the day's limit, duties/minors).
void keep_to_settings(const TurnFacts& facts, Requirements& required) {
  if (facts.character.blocked_by_guardian) {
    required.push_back(
        {Duty::guardians, 123,
         Refuse{"anban_character_barred", pack::keys::refuse_character_blocked, {}}});
    required.push_back({Duty::guardians, 123,
                        Tell{.event_type = "character.blocked",
                             .severity = Severity::warn,
                             .display = Display::card,
                             .title = pack::keys::minors_card_barred_title,
                             .text = pack::keys::guardians_card_blocked_body,
                             .in_words = Inline::none,
                             .amount = {}}});
  }
  const auto& hours = facts.person.guardian.hours;
  if (hours && !is_within(facts.local.time_of_day, *hours)) {
    required.push_back({Duty::guardians, 125,
                        Refuse{"anban_guardian_hours", pack::keys::refuse_guardian_hours, {}}});
  }
}

void ask_for_consent(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
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

}  // namespace

void guardians(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  ask_for_consent(facts, params, required);
  const bool is_minor = facts.person.registered && facts.person.standing.mode == Mode::minor;
  if (is_minor) keep_to_settings(facts, required);
}

}  // namespace anban::duties
