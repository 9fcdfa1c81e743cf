// SPDX-License-Identifier: Apache-2.0
// For tests of this folder: a vault that only signs, with a key made from a number.
#pragma once

#include <sodium.h>

#include <array>

#include "ports/vault.h"

namespace anban::store {

class TestVault final : public Vault {
 public:
  explicit TestVault(unsigned char number = 1) {
    std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
    seed.fill(number);
    crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
  }
  Bytes sign(BytesView message) const override {
    Bytes out(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                         reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                         secret_.data());
    return out;
  }
  Bytes public_key() const override {
    return {reinterpret_cast<const char*>(public_.data()), public_.size()};
  }
  DataKey new_key() override { return DataKey({}); }
  Bytes wrap(const DataKey&, std::string_view) override { return {}; }
  Result<DataKey> unwrap(BytesView, std::string_view) override { return DataKey({}); }
  Bytes seal(const DataKey&, std::string_view, BytesView plain) override { return Bytes(plain); }
  Result<Bytes> open(const DataKey&, std::string_view, BytesView sealed) override {
    return Bytes(sealed);
  }
  Digest look_up(std::string_view, std::string_view text) const override { return sha256(text); }

 private:
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_{};
};

}  // namespace anban::store
