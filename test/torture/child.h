// SPDX-License-Identifier: Apache-2.0
// The process that is killed: many callers commit turns, registrations and erasures, and each
// acknowledgement is a line: "turn <id>", "person <ref>", "erased <ref>", "checkpoint <size>".
#pragma once

#include <algorithm>
#include <string>

#include "vault/software_vault.h"

namespace anban::torture {

/// Works until it is killed. Returns only on a failure that it did not expect.
int run_child(const std::string& folder, unsigned round, int acknowledge_to);

/// Nothing is sealed here, so nothing needs chance.
class NoEntropy final : public Entropy {
 public:
  void fill(std::span<unsigned char> out) override { std::ranges::fill(out, '\0'); }
};

/// The same signing key in every process.
struct SameVault {
  NoEntropy entropy;
  vault::SoftwareVault vault{DataKey(std::array<unsigned char, 32>{1}), entropy};
};

}  // namespace anban::torture
