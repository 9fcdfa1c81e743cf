// SPDX-License-Identifier: Apache-2.0
// Zones and calendars: offsets come from the system's tzdata through libhowardhinnant-date, the
// calendar from <chrono>. A thread remembers the last offset of each zone, because a turn asks
// several times for the local time of one person.
#include "base/local_time.h"

#include <array>
#include <exception>

#include <date/tz.h>
#include <fmt/format.h>

#include "base/ensure.h"

namespace anban {
namespace {

namespace chrono = std::chrono;
using SysSeconds = chrono::sys_time<Seconds>;

/// A stretch of time in which a zone keeps one offset.
struct Stretch {
  std::string zone;
  SysSeconds begin;
  SysSeconds end;
  Seconds offset{0};
  bool holds(SysSeconds at, std::string_view name) const {
    return at >= begin && at < end && zone == name;
  }
};

/// Zones remembered a thread: one app serves few zones; more only cost a look-up in tzdata.
constexpr std::size_t stretches_max = 8;

struct Remembered {
  std::array<Stretch, stretches_max> stretches;
  std::size_t next = 0;
};

const date::time_zone* find_zone(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::exception&) {
    return nullptr;
  }
}

const date::time_zone& known_zone(std::string_view name) {
  const auto* zone = find_zone(name);
  ensure(zone != nullptr, "time zones are checked with is_time_zone() before they are kept");
  return *zone;
}

Seconds offset_at(SysSeconds at, std::string_view zone) {
  thread_local Remembered remembered;  // tidy: a cache of what tzdata says, never wrong
  for (const auto& stretch : remembered.stretches) {
    if (stretch.holds(at, zone)) return stretch.offset;
  }
  const auto info = known_zone(zone).get_info(at);
  auto& stretch = remembered.stretches[remembered.next];
  remembered.next = (remembered.next + 1) % stretches_max;
  stretch = {std::string(zone), info.begin, info.end, info.offset};
  return stretch.offset;
}

chrono::year_month_day calendar(LocalDate date) {
  return chrono::year{date.year} / static_cast<int>(date.month) / static_cast<int>(date.day);
}

LocalDate to_date(chrono::sys_days days) {
  const chrono::year_month_day ymd{days};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

}  // namespace

bool is_time_zone(std::string_view zone) { return !zone.empty() && find_zone(zone) != nullptr; }

LocalTime local_time(Instant at, std::string_view zone) {
  const auto whole = chrono::floor<Seconds>(at);
  const auto shifted = whole + offset_at(whole, zone);
  const auto days = chrono::floor<chrono::days>(shifted);
  return {to_date(days), shifted - days};
}

Instant instant_of(LocalDate date, Seconds time_of_day, std::string_view zone) {
  const auto wall = chrono::sys_days{calendar(date)}.time_since_epoch() + time_of_day;
  const auto info = known_zone(zone).get_info(date::local_seconds{wall});
  if (info.result == date::local_info::nonexistent) {
    return info.second.begin;  // the clock jumped over it: the first moment behind the gap
  }
  return SysSeconds{wall - info.first.offset};  // of two moments the earlier one
}

LocalDate day_after(LocalDate date) {
  return to_date(chrono::sys_days{calendar(date)} + chrono::days{1});
}

std::string to_text(LocalDate date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string to_text(Instant at) {
  const auto days = chrono::floor<chrono::days>(at);
  const chrono::hh_mm_ss time{at - days};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_text(to_date(days)), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

int age_on(LocalDate birth, LocalDate today) {
  const int years = today.year - birth.year;
  // 29 February is after the 28th and before 1 March in this order, which is what we want.
  const bool had_birthday =
      today.month != birth.month ? today.month > birth.month : today.day >= birth.day;
  return had_birthday ? years : years - 1;
}

}  // namespace anban
