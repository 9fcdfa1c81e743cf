// SPDX-License-Identifier: Apache-2.0
// Any bytes: spans of identifiers stay inside the text and apart, however many there are.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/ensure.h"
#include "signals/identifiers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::signals;
  const NormalText text = normalise({reinterpret_cast<const char*>(data), size});
  Findings found = identifiers_in(text.units, std::numeric_limits<std::size_t>::max());
  std::sort(found.begin(), found.end(),
            [](const Finding& a, const Finding& b) { return a.span.start < b.span.start; });
  std::uint32_t behind = 0;
  for (const Finding& each : found) {
    anban::ensure(each.span.start >= behind && each.span.start < each.span.end &&
                      each.span.end <= text.units.size(),
                  "identifiers stand in the text, one behind the other");
    behind = each.span.end;
  }
  return 0;
}
