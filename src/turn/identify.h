// SPDX-License-Identifier: Apache-2.0
// Who speaks (api.md): with an app key the request names the person; a personal key is bound to one
// person and names nobody else.
#pragma once

#include <expected>
#include <memory>

#include "people/people.h"
#include "turn/caller.h"
#include "wire/api_error.h"
#include "wire/chat_request.h"

namespace anban {

struct Identified {
  PersonId named;                  // as the request says
  std::shared_ptr<Person> person;  // null: not registered, or not for this key
};

/// Errors: 403 `anban_person_missing` (nobody named), 403 `anban_person_fixed` (a personal key with
/// somebody else's name), 400 (a name that is no acceptable id), 503 (the store does not answer).
std::expected<Identified, wire::ApiError> identify(const wire::ChatRequest& chat,
                                                 std::string_view user_header, const Caller& caller,
                                                 People& people);

}  // namespace anban
