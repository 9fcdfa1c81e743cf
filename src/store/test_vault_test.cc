// SPDX-License-Identifier: Apache-2.0
// Signatures of the tests' vault, as a real one makes them.
#include "store/test_vault.h"

#include <sodium.h>

namespace anban::store {

TestVault::TestVault(unsigned char number) {
  std::array<unsigned char, crypto_sign_SEEDBYTES> seed{};
  seed.fill(number);
  crypto_sign_seed_keypair(public_.data(), secret_.data(), seed.data());
}

Bytes TestVault::sign(BytesView message) const {
  Bytes out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                       reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                       secret_.data());
  return out;
}

Bytes TestVault::public_key() const {
  return {reinterpret_cast<const char*>(public_.data()), public_.size()};
}

}  // namespace anban::store
