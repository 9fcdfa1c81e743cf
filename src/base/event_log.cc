// SPDX-License-Identifier: Apache-2.0
// Lines of the event log. Their time is the machine's even where the service lives in virtual
// time, because operators compare them with the logs of other programs.
#include "base/event_log.h"

#include <cerrno>
#include <memory>
#include <mutex>

#include <time.h>
#include <unistd.h>

#include "base/json_writer.h"
#include "base/local_time.h"
#include "base/utf8.h"

namespace anban {
namespace {

const char* name_of(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warn: return "warn";
    case Level::error: return "error";
  }
  return "unknown";
}

Instant machine_time() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return Instant{Seconds{now.tv_sec} + Milliseconds{now.tv_nsec / 1'000'000}};
}

/// `text` with U+FFFD in place of bytes that are not UTF-8, so that a line is always JSON.
std::string well_formed(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_utf8(out, next_code_point(text, at));
  return out;
}

void write_text(JsonWriter& json, std::string_view text) {
  if (is_valid_utf8(text)) {
    json.string(text);
  } else {
    json.string(well_formed(text));
  }
}

struct WriteValue {
  JsonWriter& json;
  void operator()(std::string_view value) const { write_text(json, value); }
  void operator()(std::int64_t value) const { json.number(value); }
  void operator()(double value) const { json.number(value); }
  void operator()(bool value) const { json.boolean(value); }
};

}  // namespace

void EventLog::write(Level level, std::string_view event,
                     std::initializer_list<Field> fields) const {
  if (level < least_ || !sink_) return;
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.field("at", to_text(machine_time()));
  json.field("level", name_of(level));
  json.key("event");
  write_text(json, event);
  for (const auto& field : fields) {
    json.key(field.name);
    std::visit(WriteValue{json}, field.value);
  }
  json.end_object();
  sink_(line);
}

EventLog::Sink standard_error_sink() {
  const auto one_at_a_time = std::make_shared<std::mutex>();
  return [one_at_a_time](std::string_view line) {
    std::string out(line);
    out.push_back('\n');
    std::string_view rest = out;
    const std::scoped_lock lock(*one_at_a_time);
    while (!rest.empty()) {
      const auto written = ::write(STDERR_FILENO, rest.data(), rest.size());
      if (written < 0 && errno != EINTR) return;  // nobody listens: the service goes on
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
  };
}

}  // namespace anban
