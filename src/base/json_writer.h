// SPDX-License-Identifier: Apache-2.0
// JsonWriter: appends compact JSON to a string, fast and without a tree; for hot paths and for
// records whose bytes are hashed (keys come out in the order in which they were written).
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace anban {

/// Appends `text` (valid UTF-8) in quotes with RFC 8259 escapes; other characters stay as they are.
void append_json_string(std::string& out, std::string_view text);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  template <std::integral T>
  JsonWriter& number(T value) {
    return raw(std::to_string(value));
  }
  /// Shortest spelling that reads back the same; NaN and infinities become null.
  JsonWriter& number(double value);
  /// Puts ready JSON in place of a value.
  JsonWriter& raw(std::string_view json);
  /// key and string value.
  JsonWriter& field(std::string_view name, std::string_view value) {
    return key(name).string(value);
  }
  JsonWriter& field(std::string_view name, const char* value) { return key(name).string(value); }
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  JsonWriter& field(std::string_view name, T value) {
    return key(name).number(value);
  }
  JsonWriter& field(std::string_view name, std::same_as<bool> auto value) {
    return key(name).boolean(value);
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();
  std::string& out_;
  bool after_value_ = false;
};

}  // namespace anban
