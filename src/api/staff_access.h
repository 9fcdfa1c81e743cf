// SPDX-License-Identifier: Apache-2.0
// What is stored of staff who see a minor's information (O-134): tickets, and one row and one leaf
// for each access, sealed under the person's key and gone with them.
#pragma once

#include <string>
#include <vector>

#include "people/staff_access.h"
#include "turn/turn.h"

namespace anban::api {

inline constexpr const char* access_ticket_kind = "access_ticket";
inline constexpr const char* access_kind = "access";

/// Errors: those of journal and vault.
Result<std::vector<AccessTicket>> tickets_of(TurnDeps& deps, const Person& person);
Result<AccessTicket> ticket_in(TurnDeps& deps, const Person& person, const KeptRow& row);
KeptRow ticket_row(TurnDeps& deps, const Person& person, const AccessTicket& ticket);

/// "profile guardians".
std::string names_of(const std::vector<DataPart>& parts);

/// Whether staff need a ticket: under age by birth date, or taken for a minor.
bool is_minor_to_staff(TurnDeps& deps, Person& person);

}  // namespace anban::api
