// SPDX-License-Identifier: Apache-2.0
#include "signals/look_alikes.h"

#include <array>

namespace anban::signals {
namespace {

#include "signals/tables/look_alikes.inc"

constexpr char32_t first_character = 0x4E00;
constexpr std::size_t count = std::size(look_alike_counts);

/// Where the list of each character begins.
const std::array<std::uint32_t, count + 1>& starts() {
  static const std::array<std::uint32_t, count + 1> all = [] {
    std::array<std::uint32_t, count + 1> made{};
    for (std::size_t i = 0; i < count; ++i) made[i + 1] = made[i] + look_alike_counts[i];
    return made;
  }();
  return all;
}

}  // namespace

std::span<const std::uint16_t> look_alikes_of(char32_t written) {
  const std::size_t at = written - first_character;
  if (written < first_character || at >= count) return {};
  return std::span(look_alikes).subspan(starts()[at], look_alike_counts[at]);
}

}  // namespace anban::signals
