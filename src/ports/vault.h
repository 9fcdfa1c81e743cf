// SPDX-License-Identifier: Apache-2.0
// Encryption at rest. Every person has a data key, wrapped by the master key; what they say, their
// contacts and identity fields are sealed under it. Destroying the wrapped key erases them.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/digest.h"
#include "base/result.h"

namespace anban {

/// 32 bytes that are wiped when let go of. Not copied by accident: clone() says so.
class DataKey {
 public:
  explicit DataKey(std::array<unsigned char, 32> bytes) : bytes_(bytes) {}
  DataKey(DataKey&& other) noexcept;
  DataKey& operator=(DataKey&& other) noexcept;
  DataKey(const DataKey&) = delete;
  DataKey& operator=(const DataKey&) = delete;
  ~DataKey();
  DataKey clone() const { return DataKey(bytes_); }
  BytesView view() const { return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()}; }

 private:
  std::array<unsigned char, 32> bytes_;
};

class Vault {
 public:
  virtual ~Vault() = default;
  /// A fresh data key.
  virtual DataKey new_key() = 0;
  /// `key` under the master key, bound to `owner` (a PersonRef's text); unwrap needs the same
  /// owner.
  virtual Bytes wrap(const DataKey& key, std::string_view owner) = 0;
  /// Errors: denied (wrong master key or owner, or changed bytes).
  virtual Result<DataKey> unwrap(BytesView wrapped, std::string_view owner) = 0;
  /// Authenticated encryption: nonce and tag are in the result. `purpose` is authenticated, not
  /// stored: opening for another purpose fails ("message", "profile", "state", "address").
  virtual Bytes seal(const DataKey& key, std::string_view purpose, BytesView plain) = 0;
  virtual Result<Bytes> open(const DataKey& key, std::string_view purpose, BytesView sealed) = 0;
  /// A keyed hash under a key derived from the master key, to find rows by what must not stand in
  /// clear (an app's name for a person, an API key). `purpose` separates the uses.
  virtual Digest look_up(std::string_view purpose, std::string_view text) const = 0;
  /// Ed25519 over `message` with the installation's signing key.
  virtual Bytes sign(BytesView message) const = 0;
  /// The signing key's public half, 32 bytes.
  virtual Bytes public_key() const = 0;
};

/// Whether `signature` is the Ed25519 signature of `message` by `public_key`.
bool verify_signature(BytesView public_key, BytesView message, BytesView signature);

}  // namespace anban
