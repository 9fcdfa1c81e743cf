// SPDX-License-Identifier: Apache-2.0
// SplitMix64 (Steele, Lea and Flood 2014): small, and every seed is as good as any other.
#include "sim/seeded_entropy.h"

#include "base/ensure.h"

namespace anban::sim {

std::uint64_t SeededEntropy::next() {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9ULL;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBULL;
  return mixed ^ (mixed >> 31);
}

void SeededEntropy::fill(std::span<unsigned char> out) {
  const std::lock_guard lock(mutex_);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (i % 8 == 0) bits = next();
    out[i] = static_cast<unsigned char>(bits & 0xFF);
    bits >>= 8;
  }
}

std::uint64_t SeededEntropy::pick(std::uint64_t below) {
  ensure(below > 0, "there is something to pick from");
  const std::lock_guard lock(mutex_);
  return next() % below;
}

}  // namespace anban::sim
