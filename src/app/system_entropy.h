// SPDX-License-Identifier: Apache-2.0
// Randomness from the operating system, by way of libsodium, fetched a page at a time: a turn needs
// a handful of nonces and ids, and a system call for each costs more than the turn's detectors.
#pragma once

#include <array>
#include <mutex>

#include "ports/entropy.h"

namespace anban::app {

class SystemEntropy final : public Entropy {
 public:
  /// Ends the process where the system has no randomness.
  SystemEntropy();
  void fill(std::span<unsigned char> out) override;

 private:
  static constexpr std::size_t stock_size = 4096;
  std::mutex mutex_;
  std::array<unsigned char, stock_size> stock_{};
  std::size_t used_ = stock_size;
};

}  // namespace anban::app
