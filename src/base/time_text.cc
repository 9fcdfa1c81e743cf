// SPDX-License-Identifier: Apache-2.0
// Readers of dates, moments and durations as people and files write them (declared in
// base/local_time.h). Strict: what is not wholly understood is refused with the reason.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "base/local_time.h"

namespace anban {
namespace {

namespace chrono = std::chrono;

/// No duration that we are asked to keep is longer than a long life.
constexpr Milliseconds duration_max = chrono::days{36525};
/// Words that echo what was read stay short.
constexpr std::size_t echo_bytes_max = 40;

/// What was read as an error may show it: printable ASCII, cut short.
std::string shown(std::string_view text) {
  std::string out(text.substr(0, echo_bytes_max));
  std::replace_if(out.begin(), out.end(), [](char c) { return c < 0x20 || c > 0x7E; }, '?');
  return text.size() > echo_bytes_max ? out + "..." : out;
}

std::unexpected<Error> unreadable(std::string_view what, std::string_view text) {
  return failed(ErrorCode::invalid, fmt::format("'{}' is not {}", shown(text), what));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes exactly `count` digits from the front of `text`; -1 where they are not there.
int take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count || !std::all_of(text.begin(), text.begin() + count, is_digit)) return -1;
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

bool take_letter(std::string_view& text, char upper) {
  return take(text, upper) || take(text, static_cast<char>(upper + ('a' - 'A')));
}

/// Takes "YYYY-MM-DD" from the front; the calendar is not asked yet.
bool take_date(std::string_view& text, LocalDate& date) {
  date.year = take_digits(text, 4);
  if (date.year < 0 || !take(text, '-')) return false;
  date.month = take_digits(text, 2);
  if (date.month < 0 || !take(text, '-')) return false;
  date.day = take_digits(text, 2);
  return date.day >= 0;
}

bool is_in_calendar(LocalDate date) {
  const chrono::year_month_day ymd = chrono::year{date.year} / date.month / date.day;
  return date.year >= 1 && ymd.ok();
}

/// Takes "HH:MM" from the front; `hours_end` is the first hour that is too late.
bool take_hours_minutes(std::string_view& text, int hours_end, Seconds& out) {
  const int hours = take_digits(text, 2);
  if (hours < 0 || hours >= hours_end || !take(text, ':')) return false;
  const int minutes = take_digits(text, 2);
  if (minutes < 0 || minutes > 59) return false;
  out = chrono::hours{hours} + chrono::minutes{minutes};
  return true;
}

/// Takes ".123…" if it is there; digits after the third are checked and dropped.
bool take_fraction(std::string_view& text, Milliseconds& out) {
  out = Milliseconds{0};
  if (!take(text, '.')) return true;
  int scale = 100;
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) {
    out += Milliseconds{(text[count] - '0') * scale};
    scale /= 10;
    ++count;
  }
  text.remove_prefix(count);
  return count > 0;
}

bool take_offset(std::string_view& text, Seconds& out) {
  out = Seconds{0};
  if (take_letter(text, 'Z')) return true;
  const int sign = take(text, '+') ? 1 : take(text, '-') ? -1 : 0;
  if (sign == 0 || !take_hours_minutes(text, 24, out)) return false;
  out *= sign;
  return true;
}

}  // namespace

Result<LocalDate> parse_date(std::string_view text) {
  LocalDate date;
  std::string_view rest = text;
  if (!take_date(rest, date) || !rest.empty()) {
    return unreadable("a date as YYYY-MM-DD", text);
  }
  if (!is_in_calendar(date)) return unreadable("a day of the calendar", text);
  return date;
}

Result<Instant> parse_instant(std::string_view text) {
  constexpr auto what = "a moment as 2026-08-01T21:04:00+08:00 or 2026-08-01T13:04:00Z";
  LocalDate date;
  Seconds time{0};
  Seconds offset{0};
  Milliseconds fraction{0};
  std::string_view rest = text;
  if (!take_date(rest, date) || !take_letter(rest, 'T') || !take_hours_minutes(rest, 24, time) ||
      !take(rest, ':')) {
    return unreadable(what, text);
  }
  const int seconds = take_digits(rest, 2);
  if (seconds < 0 || seconds > 59 || !take_fraction(rest, fraction) || !take_offset(rest, offset) ||
      !rest.empty()) {
    return unreadable(what, text);
  }
  if (!is_in_calendar(date)) return unreadable("a day of the calendar", text);
  const chrono::sys_days day = chrono::year{date.year} / date.month / date.day;
  return Instant{day.time_since_epoch() + time + Seconds{seconds} + fraction - offset};
}

Result<Milliseconds> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    Milliseconds length;
  };
  static constexpr std::array<Unit, 5> units{{{"ms", Milliseconds{1}},
                                              {"s", Seconds{1}},
                                              {"m", chrono::minutes{1}},
                                              {"h", chrono::hours{1}},
                                              {"d", chrono::days{1}}}};
  constexpr auto what = "a duration as 2h, 90m, 900s, 30d or 250ms";
  std::int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, count);
  if (text.empty() || !is_digit(text.front()) || read.ec != std::errc{}) {
    return unreadable(what, text);
  }
  const std::string_view name(read.ptr, static_cast<std::size_t>(end - read.ptr));
  const auto* unit = std::find_if(units.begin(), units.end(),
                                  [name](const Unit& each) { return each.name == name; });
  if (unit == units.end()) return unreadable(what, text);
  if (count > duration_max / unit->length) return unreadable("at most a hundred years", text);
  return unit->length * count;
}

Result<Seconds> parse_time_of_day(std::string_view text) {
  Seconds out{0};
  std::string_view rest = text;
  if (!take_hours_minutes(rest, 24, out) || !rest.empty()) {
    return unreadable("a time of day as 22:00", text);
  }
  return out;
}

}  // namespace anban
