// SPDX-License-Identifier: Apache-2.0
// Any bytes as a word list. A list that was read without a fault is written and read again as
// itself.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/ensure.h"
#include "pack/lexicon.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace anban::pack;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Faults faults;
  const Lexicon list = parse_lexicon(text, "x.txt", faults);
  if (faults.none()) {
    const std::string written = to_text(list);
    const Lexicon again = parse_lexicon(written, "y.txt", faults);
    anban::ensure(faults.none(), "what was read soundly is written soundly");
    anban::ensure(to_text(again) == written, "what is written is read as itself");
  }
  Faults imported;
  import_lexicon(text, "o.txt", {"o", "fraud", "none", {"user"}, {2026, 8, 1}, "o"}, imported);
  return 0;
}
