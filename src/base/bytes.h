// SPDX-License-Identifier: Apache-2.0
// Bytes: owned binary data, kept in std::string so that it meets libraries without copies; and its
// spellings in hexadecimal and base64.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace anban {

using Bytes = std::string;
using BytesView = std::string_view;

std::string to_hex(BytesView bytes);
Result<Bytes> from_hex(std::string_view text);

/// Standard base64 with padding (RFC 4648 section 4).
std::string to_base64(BytesView bytes);
Result<Bytes> from_base64(std::string_view text);

/// URL-safe base64 without padding (RFC 4648 section 5).
std::string to_base64url(BytesView bytes);

/// Whether both are equal, in time that depends on the lengths only.
bool equal_in_constant_time(BytesView a, BytesView b);

}  // namespace anban
