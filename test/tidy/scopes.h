// SPDX-License-Identifier: Apache-2.0
// Where functions and namespace-level statements of a C++ file begin and end, told by braces. It is
// no parser: it relies on the house's formatting (a body's brace stands behind a space).
#pragma once

#include <string>
#include <vector>

#include "source.h"

namespace anban::tidy {

struct Stretch {
  std::size_t begin = 0;  // bytes of Source::code
  std::size_t end = 0;
};

struct Scopes {
  std::vector<Stretch> functions;   // from the head's first word to the closing brace; not nested
  std::vector<Stretch> statements;  // at namespace level, ended by ';'
};

Scopes scopes_of(const Source& source);

/// The end (one past the brace) of the block whose opening brace is at `open`.
std::size_t block_end(std::string_view code, std::size_t open);

}  // namespace anban::tidy
