// SPDX-License-Identifier: Apache-2.0
// Data keys that wipe themselves, and the check of signatures, which needs no secret.
#include "ports/vault.h"

#include <sodium.h>

namespace anban {

DataKey::DataKey(DataKey&& other) noexcept : bytes_(other.bytes_) {
  sodium_memzero(other.bytes_.data(), other.bytes_.size());
}

DataKey& DataKey::operator=(DataKey&& other) noexcept {
  if (this != &other) {
    bytes_ = other.bytes_;
    sodium_memzero(other.bytes_.data(), other.bytes_.size());
  }
  return *this;
}

DataKey::~DataKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

bool verify_signature(BytesView public_key, BytesView message, BytesView signature) {
  const auto raw = [](BytesView view) {
    return reinterpret_cast<const unsigned char*>(view.data());
  };
  return public_key.size() == crypto_sign_PUBLICKEYBYTES && signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(raw(signature), raw(message), message.size(),
                                     raw(public_key)) == 0;
}

}  // namespace anban
