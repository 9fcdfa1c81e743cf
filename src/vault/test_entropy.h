// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a counter's hash, so that no two draws are alike and runs repeat.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>

#include "base/digest.h"
#include "ports/entropy.h"

namespace anban::vault {

class TestEntropy final : public Entropy {
 public:
  void fill(std::span<unsigned char> out) override {
    while (!out.empty()) {
      const Digest block = sha256("entropy " + std::to_string(count_++));
      const std::size_t size = std::min(out.size(), block.bytes.size());
      std::copy_n(block.bytes.begin(), size, out.begin());
      out = out.subspan(size);
    }
  }

 private:
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace anban::vault
