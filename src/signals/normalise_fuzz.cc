// SPDX-License-Identifier: Apache-2.0
// Any bytes in any two chunks normalise as they do at once, and origins never run backwards.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "signals/normalise.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::signals;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const NormalText whole = normalise(text);
  CodePoints points;
  Normaliser normaliser;
  std::vector<Unit> units;
  const auto each = [&](char32_t point, std::string_view) { normaliser.push(point, units); };
  const std::size_t middle = size == 0 ? 0 : data[0] % (size + 1);
  points.feed(text.substr(0, middle), each);
  points.feed(text.substr(middle), each);
  points.finish(each);
  normaliser.finish(units);
  if (units != whole.units || normaliser.count() != whole.originals) std::abort();
  std::uint32_t before = 0;
  for (const Unit& unit : units) {
    if (unit.origin < before || unit.origin > whole.originals) std::abort();
    before = unit.origin;
  }
  return 0;
}
