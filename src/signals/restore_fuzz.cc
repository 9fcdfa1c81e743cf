// SPDX-License-Identifier: Apache-2.0
// Any bytes are restored without a crash, and every unit points into the text.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "signals/restore_phrases.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::signals;
  static const Restorer restorer = restorer_for(shipped_rules(), anban::pack::Pack());
  const NormalText normal = normalise({reinterpret_cast<const char*>(data), size});
  const auto restored = restorer.restore(normal);
  if (!restored) return 0;
  for (std::size_t i = 0; i < restored->ends.size(); ++i) {
    anban::ensure(
        restored->text.units[i].origin < restored->ends[i] && restored->ends[i] <= normal.originals,
        "a unit stands for something in the text");
  }
  return 0;
}
