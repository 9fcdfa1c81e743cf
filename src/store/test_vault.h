// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a vault that only signs, with a key made from a number.
#pragma once

#include <array>

#include "ports/vault.h"

namespace anban::store {

class TestVault final : public Vault {
 public:
  explicit TestVault(unsigned char number = 1);
  Bytes sign(BytesView message) const override;
  Bytes public_key() const override;
  DataKey new_key() override { return DataKey({}); }
  Bytes wrap(const DataKey&, std::string_view) override { return {}; }
  Result<DataKey> unwrap(BytesView, std::string_view) override { return DataKey({}); }
  Bytes seal(const DataKey&, std::string_view, BytesView plain) override { return Bytes(plain); }
  Result<Bytes> open(const DataKey&, std::string_view, BytesView sealed) override {
    return Bytes(sealed);
  }
  Digest look_up(std::string_view, std::string_view text) const override { return sha256(text); }

 private:
  std::array<unsigned char, 32> public_{};
  std::array<unsigned char, 64> secret_{};
};

}  // namespace anban::store
