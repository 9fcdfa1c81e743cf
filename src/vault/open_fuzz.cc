// SPDX-License-Identifier: Apache-2.0
// Whatever stands in a row: opening it neither crashes nor succeeds, unless it was sealed here.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "vault/software_vault.h"

namespace {

class Fixed final : public anban::Entropy {
 public:
  void fill(std::span<unsigned char> out) override { std::ranges::fill(out, 7); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Fixed entropy;  // tidy: without state
  static anban::vault::SoftwareVault vault(anban::DataKey(std::array<unsigned char, 32>{1}),
                                           entropy);
  static const anban::DataKey key(std::array<unsigned char, 32>{2});
  const anban::BytesView input(reinterpret_cast<const char*>(data), size);
  if (vault.open(key, "message", input)) std::abort();
  if (vault.unwrap(input, "psn_1")) std::abort();
  const auto sealed = vault.seal(key, "message", input);
  const auto opened = vault.open(key, "message", sealed);
  if (!opened || *opened != input) std::abort();
  if (vault.open(key, "profile", sealed)) std::abort();
  if (size != 0) {
    auto changed = sealed;
    changed[data[0] % changed.size()] ^= static_cast<char>(1 + data[0] % 127);
    if (vault.open(key, "message", changed)) std::abort();
  }
  return 0;
}
