// SPDX-License-Identifier: Apache-2.0
// Codes by which a guardian or contact confirms that they were really reached (O-75, O-76): sent
// over the contact's own channel, short-lived, with few attempts.
#pragma once

#include "api/credentials.h"
#include "people/person.h"
#include "turn/turn.h"

namespace anban::api {

/// "psn_…/guardian" or "psn_…/emergency_contact".
std::string code_subject(const PersonRef& person, std::string_view which);

/// What the message with a code says; the body has {code}.
struct CodeWords {
  pack::TextKey subject;
  pack::TextKey body;
};

/// Adds a fresh code for `contact` and its notification; codes sent before for the same are void.
/// Returns the code. The caller holds person.mutex.
std::string send_new_code(TurnDeps& deps, Credentials& credentials, const Person& person,
                          const Contact& contact, const std::string& which, const CodeWords& words,
                          const pack::Pack& pack, Transaction& record);

/// Adds a code and its notification for each unconfirmed contact that has none under way. The
/// caller holds person.mutex.
void send_codes(TurnDeps& deps, Credentials& credentials, Person& person, const pack::Pack& pack,
                Transaction& record);

}  // namespace anban::api
