// SPDX-License-Identifier: Apache-2.0
// Walks over the index that JsonScanner made. A container's node is followed by its children;
// `next` jumps over them.
#include "wire/json_document.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <simdjson.h>

#include "base/json_writer.h"
#include "base/utf8.h"
#include "wire/json_scanner.h"

namespace anban::wire {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr char32_t replacement = 0xFFFD;

std::size_t first_malformed_byte(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t from = at;
    const char32_t point = next_code_point(text, at);
    if (point == replacement && at == from + 1) return from;
  }
  return at;
}

unsigned hex_digit(char c) {
  if (c <= '9') return static_cast<unsigned>(c - '0');
  return static_cast<unsigned>((c | 0x20) - 'a') + 10U;
}

char32_t code_unit(std::string_view source, std::size_t at) {
  char32_t unit = 0;
  for (std::size_t i = 0; i < 4; ++i) unit = unit * 16 + hex_digit(source[at + i]);
  return unit;
}

/// The code point of the \u escape whose digits start at `at`, which moves behind it.
char32_t unicode_escape(std::string_view source, std::size_t& at) {
  const char32_t first = code_unit(source, at);
  at += 4;
  if (first < 0xD800 || first > 0xDFFF) return first;
  const bool pair =
      first < 0xDC00 && at + 6 <= source.size() && source[at] == '\\' && source[at + 1] == 'u';
  if (!pair) return replacement;
  const char32_t second = code_unit(source, at + 2);
  if (second < 0xDC00 || second > 0xDFFF) return replacement;
  at += 6;
  return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
}

char simple_escape(char c) {
  switch (c) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return c;
  }
}

}  // namespace

void append_unescaped(std::string& out, std::string_view source) {
  std::size_t at = 0;
  for (;;) {
    const std::size_t backslash = source.find('\\', at);
    if (backslash == std::string_view::npos) break;
    out.append(source, at, backslash - at);
    at = backslash + 2;
    if (source[at - 1] == 'u') {
      append_utf8(out, unicode_escape(source, at));
    } else {
      out.push_back(simple_escape(source[at - 1]));
    }
  }
  out.append(source, at, source.size() - at);
}

std::string_view words_for(JsonKind kind) {
  switch (kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return "a boolean";
    case JsonKind::number: return "a number";
    case JsonKind::string: return "a string";
    case JsonKind::array: return "an array";
    case JsonKind::object: return "an object";
  }
  return "a value";
}

Result<void> JsonDocument::parse(std::string_view text, const JsonLimits& limits) {
  nodes_.clear();
  text_ = text;
  if (text.size() > limits.bytes_max) {
    return failed(ErrorCode::exhausted, "The body has " + std::to_string(text.size()) +
                                            " bytes; at most " + std::to_string(limits.bytes_max) +
                                            " are accepted.");
  }
  if (text.starts_with(byte_order_mark)) {
    return failed(ErrorCode::invalid,
                  "The body starts with a byte order mark; send UTF-8 without one.");
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return failed(ErrorCode::invalid, "The body is not valid UTF-8 at byte " +
                                          std::to_string(first_malformed_byte(text)) + ".");
  }
  // A value takes some twenty bytes of text in chats; more are added where they are shorter.
  nodes_.reserve(std::min(text.size() / 16 + 8, limits.values_max));
  JsonScanner scanner(text, limits, nodes_);
  if (!scanner.scan()) {
    return failed(ErrorCode::invalid, "The body is not acceptable JSON: " + scanner.what() +
                                          ", at byte " + std::to_string(scanner.where()) + ".");
  }
  return {};
}

JsonKind JsonValue::kind() const { return document_->nodes_[at_].kind; }

std::uint32_t JsonValue::next() const { return document_->nodes_[at_].next; }

std::string_view JsonValue::source() const {
  const JsonDocument::Node& node = document_->nodes_[at_];
  return document_->text_.substr(node.begin, node.end - node.begin);
}

std::optional<std::string_view> JsonValue::plain_text() const {
  if (!is(JsonKind::string) || document_->nodes_[at_].flag) return std::nullopt;
  return source();
}

void JsonValue::append_text(std::string& out) const {
  if (!is(JsonKind::string)) return;
  if (document_->nodes_[at_].flag) {
    append_unescaped(out, source());
  } else {
    out += source();
  }
}

std::string JsonValue::text() const {
  std::string out;
  append_text(out);
  return out;
}

bool JsonValue::text_is(std::string_view other) const {
  if (!is(JsonKind::string)) return false;
  return document_->nodes_[at_].flag ? text() == other : source() == other;
}

bool JsonValue::truth() const { return is(JsonKind::boolean) && document_->nodes_[at_].flag; }

double JsonValue::number() const {
  double value = 0;
  const std::string_view digits = is(JsonKind::number) ? source() : "0";
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<std::int64_t> JsonValue::integer() const {
  if (!is(JsonKind::number)) return std::nullopt;
  const std::string_view digits = source();
  std::int64_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec == std::errc() && read.ptr == digits.data() + digits.size()) return value;
  // "1.0" and "1e3": exact below 2^53, and no count of ours is larger.
  constexpr double exact_below = 9007199254740992.0;
  const double real = number();
  if (std::trunc(real) != real || std::fabs(real) >= exact_below) return std::nullopt;
  return static_cast<std::int64_t>(real);
}

std::size_t JsonValue::size() const {
  std::size_t count = 0;
  for ([[maybe_unused]] const JsonValue each : items()) ++count;
  for ([[maybe_unused]] const auto& each : members()) ++count;
  return count;
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
  for (const auto& [name, value] : members()) {
    if (name.text_is(key)) return value;
  }
  return std::nullopt;
}

JsonValue::Items JsonValue::items() const {
  return {document_, is(JsonKind::array) ? at_ + 1 : next(), next()};
}

JsonValue::Members JsonValue::members() const {
  return {document_, is(JsonKind::object) ? at_ + 1 : next(), next()};
}

void JsonValue::append_json(std::string& out) const {
  switch (kind()) {
    case JsonKind::null:
    case JsonKind::boolean:
    case JsonKind::number: out += source(); return;
    case JsonKind::string:
      if (document_->nodes_[at_].flag) {
        append_json_string(out, text());
      } else {
        out.push_back('"');
        out += source();
        out.push_back('"');
      }
      return;
    case JsonKind::object: append_object(out); return;
    case JsonKind::array: break;
  }
  out.push_back('[');
  const std::size_t first = out.size();
  for (const JsonValue each : items()) {
    if (out.size() != first) out.push_back(',');
    each.append_json(out);
  }
  out.push_back(']');
}

void JsonValue::append_object(std::string& out) const {
  out.push_back('{');
  const std::size_t first = out.size();
  for (const auto& [key, value] : members()) {
    if (out.size() != first) out.push_back(',');
    key.append_json(out);
    out.push_back(':');
    value.append_json(out);
  }
  out.push_back('}');
}

}  // namespace anban::wire
