// SPDX-License-Identifier: Apache-2.0
// Heads of HTTP/1 messages, read by hand: whatever two readers could take differently (RFC 9112
// section 11.2, request smuggling) is refused, never repaired. Pure; fuzzed by head_fuzz.cc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ports/http.h"

namespace anban {

/// Why a request is not served: the status and the words of its error answer.
struct Refusal {
  int status = 400;
  const char* code = "";
  const char* message = "";
};

struct HeadScan {
  enum class State { incomplete, complete, bare_line_feed };
  State state = State::incomplete;
  std::size_t length = 0;  // of the head with its empty line, where complete
};

/// Looks for the end of a head. `from` is where the last look ended (0 at first) and moves on, so
/// that a head which comes byte by byte is read once.
HeadScan scan_head(std::string_view bytes, std::size_t& from);

enum class BodyKind { none, sized, chunked, until_close };

struct RequestFraming {
  BodyKind body = BodyKind::none;
  std::uint64_t length = 0;  // of a sized body
  bool keeps_alive = true;
  bool expects_continue = false;
  bool is_http_1_0 = false;
};

/// Reads a complete head into `request` (method, path, query, headers) and `framing`. `request` is
/// of no use after a refusal.
std::optional<Refusal> read_request_head(std::string_view head, std::size_t headers_max,
                                         HttpRequest& request, RequestFraming& framing);

struct ResponseHead {
  int status = 0;
  std::vector<HttpHeader> headers;
  BodyKind body = BodyKind::until_close;
  std::uint64_t length = 0;
  bool keeps_alive = true;
};

enum class AnswerTo { head, other };

/// Reads a complete head of an answer. The detail of the error says what is wrong.
Result<ResponseHead> read_response_head(std::string_view head, AnswerTo answer_to);

/// The first header of that name, or empty.
std::string_view find_header(const std::vector<HttpHeader>& headers, std::string_view name);
/// Whether both are the same but for the case of ASCII letters.
bool same_ignoring_case(std::string_view a, std::string_view b);
/// Whether `text` can be a header's value as it stands.
bool is_header_value(std::string_view text);
/// Whether `text` is a token (RFC 9110 section 5.6.2), as names and methods are.
bool is_token(std::string_view text);

}  // namespace anban
