// SPDX-License-Identifier: Apache-2.0
// The shipped word lists, read for the tests of this folder.
#include "signals/signals_fixture.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "pack/lexicon.h"

namespace anban::signals::fixture {

pack::Pack shipped_pack() {
  pack::Pack pack;
  pack.id = "cn-2026";
  pack.hash_text = "sha256:0123456789abcdef";
  pack::Faults faults;
  const std::filesystem::path folder =
      std::filesystem::path(ANBAN_SOURCE_DIR) / "packs/cn-2026/lexicons";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path());
    const std::string text((std::istreambuf_iterator<char>(file)), {});
    pack.lexicons.push_back(pack::parse_lexicon(text, entry.path().filename().string(), faults));
  }
  EXPECT_TRUE(faults.none()) << pack::to_text(faults.take());
  return pack;
}

}  // namespace anban::signals::fixture
