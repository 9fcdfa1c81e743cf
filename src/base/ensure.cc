// SPDX-License-Identifier: Apache-2.0
// The end of a process whose promises broke.
#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace anban {

void ensure(bool condition, const char* why_it_holds, std::source_location where) {
  if (condition) [[likely]] {
    return;
  }
  std::fprintf(
      stderr,
      "{\"level\":\"error\",\"event\":\"promise.broken\",\"why\":\"%s\",\"at\":\"%s:%u\"}\n",
      why_it_holds, where.file_name(), where.line());
  std::abort();
}

}  // namespace anban
