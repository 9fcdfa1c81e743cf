// SPDX-License-Identifier: Apache-2.0
// The event log for operators: one JSON line an event on standard error, `noun.verb` names, typed
// fields. Never a person's words: fields take no Private<T>. It is not evidence (see evidence/).
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace anban {

enum class Level { debug, info, warn, error };

struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
  Field(std::string_view n, std::string_view v) : name(n), value(v) {}
  Field(std::string_view n, const std::string& v) : name(n), value(std::string_view(v)) {}
  Field(std::string_view n, const char* v) : name(n), value(std::string_view(v)) {}
  Field(std::string_view n, bool v) : name(n), value(v) {}
  Field(std::string_view n, double v) : name(n), value(v) {}
  template <std::integral T>
    requires(!std::same_as<T, bool>)
  Field(std::string_view n, T v) : name(n), value(static_cast<std::int64_t>(v)) {}
};

/// Where lines go; made in app/, passed to whoever speaks. Thread safe.
class EventLog {
 public:
  using Sink = std::function<void(std::string_view line)>;
  /// Lines at `least` and above go to `sink` (without a newline).
  EventLog(Level least, Sink sink) : least_(least), sink_(std::move(sink)) {}
  void write(Level level, std::string_view event, std::initializer_list<Field> fields = {}) const;
  void info(std::string_view event, std::initializer_list<Field> fields = {}) const {
    write(Level::info, event, fields);
  }
  void warn(std::string_view event, std::initializer_list<Field> fields = {}) const {
    write(Level::warn, event, fields);
  }
  void error(std::string_view event, std::initializer_list<Field> fields = {}) const {
    write(Level::error, event, fields);
  }

 private:
  Level least_;
  Sink sink_;
};

/// A sink that writes lines to standard error.
EventLog::Sink standard_error_sink();

}  // namespace anban
