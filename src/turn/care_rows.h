// SPDX-License-Identifier: Apache-2.0
// The case that a turn opens, and the turn that it adds to a case which is open already (O-93).
#pragma once

#include <optional>

#include "duties/crisis/whom_to_tell.h"
#include "people/care_case.h"
#include "turn/turn.h"

namespace anban {

CaseTerms case_terms(const pack::Pack& pack);
/// What decided, for the case's reader; without entries.
Dossier new_dossier(const pack::Pack& pack, std::string locale, std::string mode);
/// Sealed under the person's key; under the installation's where nobody is registered.
Bytes seal_dossier(TurnDeps& deps, const Person* person, const Dossier& dossier);
Result<Dossier> open_dossier(TurnDeps& deps, const Person* person, const CaseRow& row);

/// Somebody is to be told of a case, through the outbox.
struct ContactOrder {
  PersonRef person = {};
  std::string recipient = {};  // "guardian", "emergency_contact", "on_call"
  duties::ContactWords words = {};
  Contact contact = {};  // without a channel: whoever is on call
  std::string locale = {};
  CaseId care_case = {};
  Instant at = {};
};
OutboxRow contact_row(TurnDeps& deps, const pack::Pack& pack, const ContactOrder& order);

CaseRow case_row(Turn& turn, const duties::OpenCase& open, int obligation);
/// 4 imminent, 3 explicit, 2 extreme emotion, 0 nothing of these, or a repeat.
int heard_level(const Turn& turn);
/// A turn with words of crisis inside the window of an earlier case of this person.
std::optional<CaseTurn> joining_turn(const Turn& turn);

}  // namespace anban
