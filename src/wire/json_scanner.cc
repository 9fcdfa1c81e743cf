// SPDX-License-Identifier: Apache-2.0
// The scanner is a plain recursive descent: depth is limited before the stack could matter. Strings
// are crossed eight bytes a step, since bodies are mostly text.
#include "wire/json_scanner.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/digest.h"

namespace anban::wire {
namespace {

constexpr std::uint64_t ones = 0x0101010101010101U;
constexpr std::uint64_t highs = 0x8080808080808080U;

/// The first byte from `at` on that is a quote, a backslash or a control character, or the end.
/// The lowest marked bit of the subtraction trick is exact, so the order of bytes must be little.
std::size_t end_of_plain(std::string_view text, std::size_t at) {
  if constexpr (std::endian::native == std::endian::little) {
    for (; at + 8 <= text.size(); at += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + at, 8);
      const std::uint64_t quote = word ^ (ones * '"');
      const std::uint64_t backslash = word ^ (ones * '\\');
      const std::uint64_t marks = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
                                   ((word - ones * 0x20U) & ~word)) &
                                  highs;
      if (marks != 0) return at + static_cast<std::size_t>(std::countr_zero(marks)) / 8;
    }
  }
  for (; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x20 || c == '"' || c == '\\') return at;
  }
  return at;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Objects with more members than this are checked by sorting hashes of their keys.
constexpr std::size_t few_keys = 8;

/// Numbers this short without an exponent always fit a double.
constexpr std::size_t short_number = 300;

}  // namespace

bool JsonScanner::scan() {
  skip_spaces();
  if (!value(0)) return false;
  skip_spaces();
  if (at_ != text_.size()) return fail_here("text behind the end of the value");
  return true;
}

void JsonScanner::skip_spaces() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
    ++at_;
  }
}

bool JsonScanner::fail(std::string what, std::size_t where) {
  what_ = std::move(what);
  where_ = where;
  return false;
}

bool JsonScanner::add(JsonKind kind, std::size_t begin) {
  if (nodes_.size() >= limits_.values_max) {
    return fail("more than " + std::to_string(limits_.values_max) + " values", begin);
  }
  JsonDocument::Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.begin = static_cast<std::uint32_t>(begin);
  node.next = static_cast<std::uint32_t>(nodes_.size());
  return true;
}

bool JsonScanner::value(std::size_t depth) {
  switch (here()) {
    case '"': return string();
    case '{': return object(depth);
    case '[': return array(depth);
    case 't': return literal("true", JsonKind::boolean, true);
    case 'f': return literal("false", JsonKind::boolean, false);
    case 'n': return literal("null", JsonKind::null, false);
    default: return number();
  }
}

bool JsonScanner::literal(std::string_view word, JsonKind kind, bool flag) {
  if (text_.substr(at_, word.size()) != word) return fail_here("a value was expected");
  if (!add(kind, at_)) return false;
  at_ += word.size();
  nodes_.back().end = static_cast<std::uint32_t>(at_);
  nodes_.back().flag = flag;
  return true;
}

bool JsonScanner::array(std::size_t depth) {
  if (depth >= limits_.depth_max) {
    return fail_here("nested deeper than " + std::to_string(limits_.depth_max) + " levels");
  }
  const std::size_t self = nodes_.size();
  if (!add(JsonKind::array, at_)) return false;
  ++at_;
  skip_spaces();
  while (here() != ']') {
    if (!value(depth + 1)) return false;
    skip_spaces();
    if (here() == ']') break;
    if (here() != ',') return fail_here("',' or ']' was expected in an array");
    ++at_;
    skip_spaces();
    if (here() == ']') return fail_here("a value was expected behind ','");
  }
  ++at_;
  nodes_[self].end = static_cast<std::uint32_t>(at_);
  nodes_[self].next = static_cast<std::uint32_t>(nodes_.size());
  return true;
}

bool JsonScanner::object(std::size_t depth) {
  if (depth >= limits_.depth_max) {
    return fail_here("nested deeper than " + std::to_string(limits_.depth_max) + " levels");
  }
  const std::size_t self = nodes_.size();
  if (!add(JsonKind::object, at_)) return false;
  ++at_;
  skip_spaces();
  while (here() != '}') {
    if (here() != '"') return fail_here("a key in double quotes was expected");
    if (!string()) return false;
    skip_spaces();
    if (here() != ':') return fail_here("':' was expected behind a key");
    ++at_;
    skip_spaces();
    if (!value(depth + 1)) return false;
    skip_spaces();
    if (here() == '}') break;
    if (here() != ',') return fail_here("',' or '}' was expected in an object");
    ++at_;
    skip_spaces();
    if (here() == '}') return fail_here("a key was expected behind ','");
  }
  ++at_;
  nodes_[self].end = static_cast<std::uint32_t>(at_);
  nodes_[self].next = static_cast<std::uint32_t>(nodes_.size());
  return limits_.duplicates == DuplicateKeys::first_counts ||
         keys_differ(static_cast<std::uint32_t>(self));
}

bool JsonScanner::string() {
  if (!add(JsonKind::string, at_ + 1)) return false;
  const std::size_t self = nodes_.size() - 1;
  ++at_;
  for (;;) {
    at_ = end_of_plain(text_, at_);
    if (at_ >= text_.size()) return fail_here("a string has no end");
    if (text_[at_] == '"') break;
    if (text_[at_] != '\\') return fail_here("a control character stands in a string");
    nodes_[self].flag = true;
    if (!escape()) return false;
  }
  nodes_[self].end = static_cast<std::uint32_t>(at_);
  ++at_;
  return true;
}

bool JsonScanner::escape() {
  ++at_;
  switch (here()) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't': ++at_; return true;
    case 'u': ++at_; return four_hex_digits();
    default: return fail_here("an escape that JSON does not have");
  }
}

bool JsonScanner::four_hex_digits() {
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = here();
    if (!is_digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F')) {
      return fail_here("four hexadecimal digits were expected behind \\u");
    }
  }
  return true;
}

bool JsonScanner::digits() {
  if (!is_digit(here())) return fail_here("a digit was expected");
  while (is_digit(here())) ++at_;
  return true;
}

bool JsonScanner::number() {
  const std::size_t begin = at_;
  if (here() != '-' && !is_digit(here())) {
    return fail_here(at_ < text_.size() ? "a value was expected" : "the text ends too early");
  }
  if (!add(JsonKind::number, begin)) return false;
  if (here() == '-') ++at_;
  if (here() == '0') {
    ++at_;
    if (is_digit(here())) return fail_here("a number must not start with 0");
  } else if (!digits()) {
    return false;
  }
  if (here() == '.') {
    ++at_;
    if (!digits()) return false;
  }
  bool may_overflow = at_ - begin > short_number;
  if (here() == 'e' || here() == 'E') {
    may_overflow = true;
    ++at_;
    if (here() == '+' || here() == '-') ++at_;
    if (!digits()) return false;
  }
  nodes_.back().end = static_cast<std::uint32_t>(at_);
  if (!may_overflow) return true;
  // from_chars also answers out of range for what is too small; that reads as zero elsewhere and
  // is refused here, because no sampling number needs it.
  double ignored = 0;
  const auto read = std::from_chars(text_.data() + begin, text_.data() + at_, ignored);
  if (read.ec != std::errc()) return fail("a number is beyond the range of a double", begin);
  return true;
}

bool JsonScanner::same_text(std::uint32_t a, std::uint32_t b) const {
  const auto source = [this](std::uint32_t at) {
    return text_.substr(nodes_[at].begin, nodes_[at].end - nodes_[at].begin);
  };
  if (!nodes_[a].flag && !nodes_[b].flag) return source(a) == source(b);
  std::string one;
  std::string other;
  append_unescaped(one, source(a));
  append_unescaped(other, source(b));
  return one == other;
}

bool JsonScanner::repeats(std::uint32_t key_at) {
  return fail("a key stands twice in one object", nodes_[key_at].begin);
}

bool JsonScanner::keys_differ(std::uint32_t object_at) {
  std::uint32_t keys[few_keys];
  std::size_t count = 0;
  const std::uint32_t end = nodes_[object_at].next;
  for (std::uint32_t key = object_at + 1; key < end; key = nodes_[nodes_[key].next].next) {
    if (count == few_keys) return many_keys_differ(object_at);
    for (std::size_t i = 0; i < count; ++i) {
      if (same_text(keys[i], key)) return repeats(key);
    }
    keys[count++] = key;
  }
  return true;
}

bool JsonScanner::many_keys_differ(std::uint32_t object_at) {
  // SipHash: keys with many equal hashes cannot be found, so runs stay short and time n log n.
  std::vector<std::pair<std::uint64_t, std::uint32_t>> keys;
  const std::uint32_t end = nodes_[object_at].next;
  std::string plain;
  for (std::uint32_t key = object_at + 1; key < end; key = nodes_[nodes_[key].next].next) {
    std::string_view name = text_.substr(nodes_[key].begin, nodes_[key].end - nodes_[key].begin);
    if (nodes_[key].flag) {
      plain.clear();
      append_unescaped(plain, name);
      name = plain;
    }
    keys.emplace_back(cache_hash(name), key);
  }
  std::ranges::sort(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    for (std::size_t j = i + 1; j < keys.size() && keys[j].first == keys[i].first; ++j) {
      if (same_text(keys[i].second, keys[j].second)) return repeats(keys[j].second);
    }
  }
  return true;
}

}  // namespace anban::wire
