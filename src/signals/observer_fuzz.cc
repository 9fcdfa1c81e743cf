// SPDX-License-Identifier: Apache-2.0
// Any bytes in any role: spans stay inside the text.
#include <cstdint>
#include <cstdlib>

#include "signals/screen_fuzz_pack.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::signals;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto role = static_cast<Role>(data[0] % 3);
  for (const Finding& each : fuzzing::detectors().observer->observe(text, role)) {
    if (each.span.start > each.span.end || each.span.end > text.size()) std::abort();
    if (!(each.strength >= 0 && each.strength <= 1)) std::abort();
  }
  return 0;
}
