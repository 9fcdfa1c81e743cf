// SPDX-License-Identifier: Apache-2.0
// http and https addresses, strictly: no user name, no fragment, no characters that could end a
// request line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace anban {

struct Url {
  bool is_secure = false;
  std::string host;        // lower case, IPv6 without brackets
  std::uint16_t port = 0;  // 80 or 443 where the text names none
  std::string target;      // path with query, begins with '/'

  /// "host:port" as the Host header spells it (no port where it is the scheme's own).
  std::string authority() const;
  /// Key of a pool: "https://host:port".
  std::string origin() const;
};

/// Errors: invalid; the detail does not repeat the text, which may hold a secret.
Result<Url> parse_url(std::string_view text);

}  // namespace anban
