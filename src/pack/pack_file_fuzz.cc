// SPDX-License-Identifier: Apache-2.0
// Any bytes as any file of a pack or of an overlay: faults, never a crash. The first byte picks the
// file; the rest is its text.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/ensure.h"
#include "pack/load.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::pack;
  static constexpr std::array names{"pack.toml",       "taxonomy.toml",    "help_lines.toml",
                                    "parameters.toml", "obligations.toml", "texts/en.toml",
                                    "lexicons/x.txt"};
  if (size == 0) return 0;
  const std::string name = names[data[0] % names.size()];
  const PackSource source{{name, std::string(reinterpret_cast<const char*>(data + 1), size - 1)}};
  const Loaded alone = load_pack(source);
  anban::ensure(!alone.has_value(), "one file is never a whole pack");
  for (const Fault& fault : alone.error()) {
    anban::ensure(fault.line >= 1 && fault.column >= 1, "a fault stands somewhere");
    anban::ensure(!fault.message.empty(), "a fault says what is wrong");
  }
  const Loaded over = load_pack({}, source);
  anban::ensure(!over.has_value(), "an overlay needs a pack below it");
  return 0;
}
