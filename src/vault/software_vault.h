// SPDX-License-Identifier: Apache-2.0
// The vault in this process: keys derived from a master key, AES-256-GCM for everything sealed.
// AES-256-GCM and not XChaCha20-Poly1305 because it was measured at about half the time from 300
// bytes to 4 KB on machines with AES instructions (docs/performance.md, vault_bench); its random
// 96-bit nonces are safe up to 2^32 seals a key, and every person has a key of their own.
// Sealed form: version 1, 12 bytes nonce, ciphertext, 16 bytes tag.
#pragma once

#include <memory>

#include "ports/entropy.h"
#include "ports/vault.h"

namespace anban::vault {

class SoftwareVault final : public Vault {
 public:
  /// `entropy` must be the system's wherever real people are served, and outlive the vault.
  SoftwareVault(const DataKey& master, Entropy& entropy);
  ~SoftwareVault() override;
  SoftwareVault(const SoftwareVault&) = delete;
  SoftwareVault& operator=(const SoftwareVault&) = delete;

  DataKey new_key() override;
  Bytes wrap(const DataKey& key, std::string_view owner) override;
  Result<DataKey> unwrap(BytesView wrapped, std::string_view owner) override;
  Bytes seal(const DataKey& key, std::string_view purpose, BytesView plain) override;
  Result<Bytes> open(const DataKey& key, std::string_view purpose, BytesView sealed) override;
  Digest look_up(std::string_view purpose, std::string_view text) const override;
  Bytes sign(BytesView message) const override;
  Bytes public_key() const override;

  /// The installation's own key, for what belongs to no person ("outbox").
  DataKey installation_key(std::string_view purpose) const;

 private:
  struct Keys;
  class Cipher;
  Entropy& entropy_;
  std::unique_ptr<Keys> keys_;
  std::unique_ptr<Cipher> cipher_;
};

}  // namespace anban::vault
