// SPDX-License-Identifier: Apache-2.0
#include "signals/character_pairs.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace anban::signals {
namespace {

#include "signals/tables/character_pairs.inc"

constexpr char32_t first_character = 0x4E00;
constexpr std::size_t slots = 8;
constexpr std::uint64_t buckets = std::size(pair_slots) / slots;
constexpr int step = 3;       // of a kept cost
constexpr int unlisted = 12;  // what a pair costs more than its second character alone
constexpr int unknown = 84;

}  // namespace

int cost_of_character(char32_t character) {
  const std::size_t at = character - first_character;
  return character >= first_character && at < std::size(single_costs) ? single_costs[at] : unknown;
}

int cost_behind(char32_t before, char32_t character) {
  // The hash is that of tools/look_alike_table.
  std::uint64_t hash = (std::uint64_t{before} << 16U | character) * 0x9E3779B97F4A7C15U;
  hash ^= hash >> 32U;
  hash *= 0xD6E8FEB86659FD93U;
  const std::uint16_t* bucket = pair_slots + ((hash >> 32U) * buckets >> 32U) * slots;
  const auto print = static_cast<std::uint16_t>((hash & 0xFFFU) != 0 ? hash & 0xFFFU : 1);
  // Without a branch a slot, so that all are compared at once.
  unsigned found = 0;
  for (std::size_t i = 0; i < slots; ++i) {
    found |= bucket[i] >> 4U == print ? (bucket[i] & 15U) + 1U : 0U;
  }
  if (found != 0) return static_cast<int>(found - 1) * step;
  return cost_of_character(character) + unlisted;
}

}  // namespace anban::signals
