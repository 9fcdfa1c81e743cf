// SPDX-License-Identifier: Apache-2.0
// A source file as the tidy rules see it: its text, and the same text with comments and literals
// blanked so that words in them are not taken for code.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace anban::tidy {

struct Finding {
  std::string path;
  std::size_t line = 0;  // from 1; 0 for the file as a whole
  std::string what;
  friend bool operator==(const Finding&, const Finding&) = default;
};

using Findings = std::vector<Finding>;

struct Source {
  std::string path;  // from the root of the repository, with '/'
  std::string text;
  std::string code;      // text, comments and the insides of literals replaced by spaces
  std::string comments;  // text, everything but comments replaced by spaces
  std::string raw;       // text, everything but the insides of raw literals replaced by spaces

  /// The line of byte `at`, from 1.
  std::size_t line_of(std::size_t at) const;
  bool is_under(std::string_view prefix) const { return path.starts_with(prefix); }
  bool is_test() const;
  /// Whether a line carries `// tidy: <why this one may>`.
  bool is_excused(std::size_t line) const;
};

/// A C++ (or TypeScript) file; all four texts have the same length and line breaks.
Source make_source(std::string path, std::string text);

std::vector<std::string_view> lines_of(std::string_view text);
std::string_view trimmed(std::string_view text);
bool is_word_character(char c);

/// Positions of `word` in `code` where no word character stands on either side.
std::vector<std::size_t> find_word(std::string_view code, std::string_view word);

}  // namespace anban::tidy
