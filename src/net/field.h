// SPDX-License-Identifier: Apache-2.0
// Lines and fields inside a head; shared by the readers of requests, answers and trailers.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace anban {

struct Field {
  std::string_view name;
  std::string_view value;
};

/// Takes the line up to CR LF off `rest`.
std::string_view next_line(std::string_view& rest);
/// "Name: value" with a token as name directly before the colon and no control characters.
bool read_field(std::string_view line, Field& field);
/// Without spaces and tabs at both ends.
std::string_view trimmed(std::string_view text);
/// Digits only.
std::optional<std::uint64_t> read_length(std::string_view text);

struct ConnectionWishes {
  bool close = false;
  bool keep_alive = false;
};

/// Adds what a Connection header says; other options are of no meaning here.
void add_wishes(std::string_view value, ConnectionWishes& wishes);

}  // namespace anban
