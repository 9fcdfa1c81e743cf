// SPDX-License-Identifier: Apache-2.0
// Any bytes as times: readers end, and what they take is written back to something equal.
#include <string_view>

#include "base/ensure.h"
#include "base/local_time.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto date = anban::parse_date(text)) {
    anban::ensure(anban::to_text(*date) == text, "a date has one spelling");
    anban::ensure(*date < anban::day_after(*date), "days follow one another");
  }
  if (const auto instant = anban::parse_instant(text)) {
    const auto again = anban::parse_instant(anban::to_text(*instant));
    // An offset may move the first day of year 1 and the last of 9999 out of four digits.
    anban::ensure(!again || *again == *instant, "a moment comes back from its text");
    const auto local = anban::local_time(*instant, "Asia/Shanghai");
    anban::ensure(local.time_of_day < std::chrono::hours{24}, "a day has 24 hours");
  }
  if (const auto duration = anban::parse_duration(text)) {
    anban::ensure(duration->count() >= 0, "durations are not negative");
  }
  if (const auto time = anban::parse_time_of_day(text)) {
    anban::ensure(time->count() < 24 * 3600, "a time of day lies within a day");
  }
  return 0;
}
