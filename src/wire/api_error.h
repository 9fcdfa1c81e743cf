// SPDX-License-Identifier: Apache-2.0
// Errors as clients read them: the OpenAI envelope on /v1 and RFC 9457 problem details on our own
// endpoints. `message` is shown to end users verbatim by many clients, so it is one readable
// sentence without anything that is private or internal.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace anban::wire {

struct ApiError {
  int status = 400;
  std::string type = "invalid_request_error";
  std::string code;     // "unsupported_parameter"; empty is written as null
  std::string param;    // "messages[2].content[0]"; empty is written as null
  std::string message;  // for the end user
  std::vector<std::pair<std::string, std::string>> headers;  // sent with the answer ("Retry-After")
  friend bool operator==(const ApiError&, const ApiError&) = default;
};

/// A 400 of type invalid_request_error.
ApiError invalid_request(std::string code, std::string param, std::string message);

/// {"error": {"message", "type", "param", "code"}}.
std::string openai_error_body(const ApiError& error);

/// Appends the last frame of a stream that fails technically: `data: {"error": …}` and a blank
/// line. The connection is closed behind it; no [DONE] follows.
void append_error_frame(std::string& out, const ApiError& error);

struct FieldFault {
  std::string field;    // JSON path as the client wrote it: "guardian.address"
  std::string message;  // what is wrong and what is expected
  friend bool operator==(const FieldFault&, const FieldFault&) = default;
};

struct Problem {
  int status = 400;
  std::string type = "about:blank";  // URI reference
  std::string title;
  std::string detail;              // left out where empty
  std::vector<FieldFault> faults;  // every bad field (422); left out where empty
  friend bool operator==(const Problem&, const Problem&) = default;
};

inline constexpr std::string_view problem_content_type = "application/problem+json";

/// RFC 9457: {"type", "title", "status", "detail", "errors": [{"field", "message"}]}.
std::string problem_body(const Problem& problem);

}  // namespace anban::wire
