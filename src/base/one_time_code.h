// SPDX-License-Identifier: Apache-2.0
// One-time codes of authenticator apps: HOTP (RFC 4226), the ground of TOTP (RFC 6238), and base32,
// in which apps are given the secret. Whether a code lets somebody in is people/staff_account.h's.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace anban {

/// The code of `digits` (6 to 8) figures for this counter, over HMAC-SHA-1: what every
/// authenticator app computes. Its known weaknesses do not touch HMAC.
std::string one_time_code(BytesView secret, std::uint64_t counter, int digits = 6);

/// RFC 4648 section 6, without padding.
std::string to_base32(BytesView bytes);

}  // namespace anban
