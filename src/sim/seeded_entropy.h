// SPDX-License-Identifier: Apache-2.0
// Entropy that replays: the same seed gives the same ids and the same jitter, so a simulation that
// fails can be run again. Never used outside the sandbox and tests.
#pragma once

#include <cstdint>
#include <mutex>
#include <span>

#include "ports/entropy.h"

namespace anban::sim {

class SeededEntropy final : public Entropy {
 public:
  explicit SeededEntropy(std::uint64_t seed) : state_(seed) {}
  void fill(std::span<unsigned char> out) override;
  /// A number from 0 to `below` - 1; `below` is at least 1.
  std::uint64_t pick(std::uint64_t below);

 private:
  std::uint64_t next();
  std::mutex mutex_;
  std::uint64_t state_;
};

}  // namespace anban::sim
