// SPDX-License-Identifier: Apache-2.0
// The bytes of an e-mail: headers that nobody's words can break, a body in base64.
#pragma once

#include <string>
#include <string_view>

#include "base/local_time.h"
#include "ports/notifier.h"

namespace anban::notify {

/// RFC 2047 in UTF-8 and base64, folded so that no line is longer than 76; control characters
/// become spaces, so a line break cannot start another header. Plain ASCII stays readable.
std::string header_words(std::string_view text);

/// A whole message with CRLF lines (RFC 5322): From, To, Subject, Date, Message-ID made of the
/// notification's id and the domain of `from`, Auto-Submitted, and the body as text/plain in
/// base64. `from` is a checked mailbox, `from_name` may be any text.
std::string mail_text(const Notification& notification, std::string_view from,
                      std::string_view from_name, Instant now);

/// Lines that begin with a dot get a second one, and the end mark is added (RFC 5321 4.5.2).
std::string dot_stuffed(std::string_view message);

}  // namespace anban::notify
