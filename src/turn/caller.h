// SPDX-License-Identifier: Apache-2.0
// Caller: whose key opened the door. An app key names the person in each request; a personal key is
// bound to one person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace anban {

enum class CallerKind { app, personal, guardian, staff };

struct Caller {
  CallerKind kind = CallerKind::app;
  KeyId key;
  std::optional<PersonRef> person;  // personal keys
  GuardianId guardian;              // guardian sessions
  std::string role;                 // staff: "operator", "officer", "admin", "auditor", "inspector"
  std::string scopes;               // space-separated: "client:aware", "own:users"

  bool has(std::string_view scope) const {
    for (std::size_t at = scopes.find(scope); at != std::string::npos;
         at = scopes.find(scope, at + 1)) {
      const std::size_t end = at + scope.size();
      const bool starts = at == 0 || scopes[at - 1] == ' ';
      if (starts && (end == scopes.size() || scopes[end] == ' ')) return true;
    }
    return false;
  }
};

}  // namespace anban
