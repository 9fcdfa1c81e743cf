// SPDX-License-Identifier: Apache-2.0
// Replies of a mail server (RFC 5321 section 4.2): a code and one or more lines. Everything here
// comes from outside and is bounded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anban::notify {

struct SmtpReply {
  int code = 0;
  std::vector<std::string> lines;  // without code and separator
  /// Whether one of the lines after the first is that EHLO keyword (case-insensitive).
  bool offers(std::string_view keyword) const;
  /// Whether the keyword's parameters hold `value`: offers("AUTH", "PLAIN").
  bool offers(std::string_view keyword, std::string_view value) const;
};

/// Joins the lines of one reply.
class SmtpReplyReader {
 public:
  /// Takes the next line (without CRLF); true when the reply is complete. Errors: corrupt, for what
  /// is no reply, for mixed codes, for more than 128 lines.
  Result<bool> add(std::string_view line);
  const SmtpReply& reply() const { return reply_; }

 private:
  SmtpReply reply_;
};

}  // namespace anban::notify
