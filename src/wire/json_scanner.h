// SPDX-License-Identifier: Apache-2.0
// JsonScanner: the one pass behind JsonDocument::parse. It fills the index of nodes and stops at
// the first byte that breaks RFC 8259 or our own rules (json_document.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "wire/json_document.h"

namespace anban::wire {

class JsonScanner {
 public:
  /// `text` is valid UTF-8 and at most 1 GiB.
  JsonScanner(std::string_view text, const JsonLimits& limits,
              std::vector<JsonDocument::Node>& nodes)
      : text_(text), limits_(limits), nodes_(nodes) {}

  /// Whether the whole text is one value.
  bool scan();
  /// After scan() said no: what is wrong, and at which byte.
  const std::string& what() const { return what_; }
  std::size_t where() const { return where_; }

 private:
  bool value(std::size_t depth);
  bool object(std::size_t depth);
  bool array(std::size_t depth);
  bool string();
  bool escape();
  bool four_hex_digits();
  bool number();
  bool digits();
  bool literal(std::string_view word, JsonKind kind, bool flag);
  bool keys_differ(std::uint32_t object_at);
  bool many_keys_differ(std::uint32_t object_at);
  bool repeats(std::uint32_t key_at);
  bool same_text(std::uint32_t a, std::uint32_t b) const;
  bool add(JsonKind kind, std::size_t begin);
  bool fail(std::string what, std::size_t where);
  bool fail_here(std::string what) { return fail(std::move(what), at_); }
  void skip_spaces();
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  std::string_view text_;
  const JsonLimits& limits_;
  std::vector<JsonDocument::Node>& nodes_;
  std::size_t at_ = 0;
  std::string what_;
  std::size_t where_ = 0;
};

/// Appends the text of a string whose escapes were checked; a lone surrogate becomes U+FFFD.
void append_unescaped(std::string& out, std::string_view source);

}  // namespace anban::wire
