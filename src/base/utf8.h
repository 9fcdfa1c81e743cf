// SPDX-License-Identifier: Apache-2.0
// UTF-8: checks, walks and counts. Spans that leave the server count code points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace anban {

/// Whether `text` is well-formed UTF-8 (no overlong forms, surrogates or values above U+10FFFF).
bool is_valid_utf8(std::string_view text);

/// The code point that starts at byte `at`, which moves behind it. For malformed bytes: U+FFFD and
/// one byte further, so that a walk always ends.
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t point);

/// The number of code points (of lead bytes) in valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// The byte offset of code point `index` in valid UTF-8, or text.size() beyond its end.
std::size_t byte_offset_of(std::string_view text, std::size_t index);

/// The length in bytes of the longest prefix that ends at a whole code point, so that a stream
/// never sends half a character. Malformed tails longer than three bytes are not held back.
std::size_t whole_code_points(std::string_view text);

}  // namespace anban
