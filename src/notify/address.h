// SPDX-License-Identifier: Apache-2.0
// Where notifications may go: hosts outside the operator's own network, and e-mail addresses that
// cannot smuggle anything into a dialogue or a header.
#pragma once

#include <string_view>

#include "base/result.h"

namespace anban::notify {

/// Whether `host` names the machine itself or is a literal address outside the public internet
/// (RFC 6890: loopback, private, link-local, shared, documentation, multicast, reserved; for IPv6
/// also mapped IPv4), in any spelling that resolvers accept (2130706433, 0x7f.1).
bool is_private_host(std::string_view host);

/// Whether it is a mailbox of RFC 5321 as dot-string@domain, at most 254 bytes: no quotes, no
/// comments, no spaces, no control characters; UTF-8 is refused (SMTPUTF8 is not spoken). Errors:
/// invalid, without the address.
Result<void> check_mailbox(std::string_view address);

}  // namespace anban::notify
