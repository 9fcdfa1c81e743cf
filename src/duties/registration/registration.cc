// SPDX-License-Identifier: Apache-2.0
// One refusal a turn, the first thing to mend, with everything that is missing named beside it.
#include "duties/registration/registration.h"

#include <string_view>

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

struct Answered {
  std::string_view item;
  const char* code;
  pack::TextKey text;
  int obligation;
};

const Answered* answer_for(std::string_view item) {
  using namespace pack::keys;
  static constexpr Answered all[] = {
      {"agreement", "anban_agreement_missing", refuse_agreement_missing, 72},
      {"birth_date", "anban_age_missing", refuse_age_missing, 74},
      {"identity", "anban_identity_missing", refuse_identity_missing, 77},
      {"guardian", "anban_guardian_missing", refuse_guardian_missing, 75},
      {"guardian_confirmation", "anban_guardian_unconfirmed", refuse_guardian_unconfirmed, 75},
      {"emergency_contact", "anban_contact_missing", refuse_contact_missing, 76},
  };
  for (const Answered& each : all) {
    if (each.item == item) return &each;
  }
  return nullptr;  // guardian_consent belongs to the duty guardians
}

}  // namespace

void registration(const TurnFacts& facts, const pack::Params&, Requirements& required) {
  if (!facts.person.registered) {
    required.push_back({Duty::registration, 73,
                        Refuse{"anban_person_unknown", pack::keys::refuse_person_unknown, {}}});
    return;
  }
  for (const std::string& item : facts.person.standing.missing) {
    if (const Answered* answered = answer_for(item)) {
      required.push_back({Duty::registration, answered->obligation,
                          Refuse{answered->code, answered->text, facts.person.standing.missing}});
      return;
    }
  }
}

}  // namespace anban::duties
