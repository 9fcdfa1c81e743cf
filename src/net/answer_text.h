// SPDX-License-Identifier: Apache-2.0
// The words of answers: status lines, heads, and the errors that the transport makes by itself in
// OpenAI's envelope. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/head.h"

namespace anban {

/// "OK" for 200; "Status" where there is no name.
std::string_view reason_of(int status);

enum class Persistence { keeps, closes, keeps_1_0 };

struct HeadParts {
  int status = 200;
  std::string_view content_type;
  std::string_view request_id;
  const std::vector<std::pair<std::string, std::string>>* headers = nullptr;
  Persistence persistence = Persistence::keeps;
};

/// Appends status line and headers, without the line that says the body's length and without the
/// empty line. Control characters in names and values are left out, so that no value ends a line.
void append_head(std::string& out, const HeadParts& parts);
/// Appends "Content-Length: n" and the empty line.
void append_length(std::string& out, std::size_t length);

/// The whole body of an error answer.
std::string error_body(const Refusal& refusal);

/// Whether a client's x-request-id is taken over: 1 to 128 printable ASCII characters.
bool is_acceptable_request_id(std::string_view text);

/// Ids for requests that bring none: unique, not secret.
class RequestIds {
 public:
  RequestIds();
  std::string next();

 private:
  std::uint64_t state_;
};

}  // namespace anban
