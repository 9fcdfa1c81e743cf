// SPDX-License-Identifier: Apache-2.0
// Randomness from the operating system, by way of libsodium.
#pragma once

#include "ports/entropy.h"

namespace anban::app {

class SystemEntropy final : public Entropy {
 public:
  /// Ends the process where the system has no randomness.
  SystemEntropy();
  void fill(std::span<unsigned char> out) override;
};

}  // namespace anban::app
