// SPDX-License-Identifier: Apache-2.0
// Keys count as words: a property's name is text that a model reads.
#include "wire/json_words.h"

#include "wire/upstream_chunk.h"

namespace anban::wire {
namespace {

constexpr JsonLimits argument_limits{.bytes_max = 2 * completion_bytes_max,
                                     .duplicates = DuplicateKeys::first_counts};

/// `text` as the inside of a JSON string: what may not stand there becomes a space, a backslash
/// that begins no escape is doubled.
std::string as_json_string(std::string_view text) {
  static constexpr std::string_view escapes = "\"\\/bfnrtu";
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\') {
      const bool escapes_next = at + 1 < text.size() && escapes.contains(text[at + 1]);
      const bool is_unicode = escapes_next && text[at + 1] == 'u';
      const bool has_digits =
          is_unicode && at + 6 <= text.size() &&
          text.substr(at + 2, 4).find_first_not_of("0123456789abcdefABCDEF") == text.npos;
      if (!escapes_next || (is_unicode && !has_digits)) {
        out += "\\\\";
        continue;
      }
      out.push_back(c);
      out.push_back(text[++at]);
    } else {
      out.push_back(c == '"' || static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
  }
  out.push_back('"');
  return out;
}

}  // namespace

void append_words(std::string& out, const JsonValue& value) {
  const auto add = [&out](const JsonValue& string) {
    if (!out.empty()) out.push_back('\n');
    string.append_text(out);
  };
  if (value.is(JsonKind::string)) add(value);
  for (const JsonValue each : value.items()) append_words(out, each);
  for (const auto& [key, each] : value.members()) {
    add(key);
    append_words(out, each);
  }
}

std::string words_of_arguments(std::string_view arguments) {
  JsonDocument document;
  std::string words;
  if (document.parse(arguments, argument_limits)) {
    append_words(words, document.root());
    return words;
  }
  const std::string quoted = as_json_string(arguments);
  if (!document.parse(quoted, argument_limits)) return std::string(arguments);
  document.root().append_text(words);
  return words;
}

}  // namespace anban::wire
