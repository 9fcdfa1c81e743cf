// SPDX-License-Identifier: Apache-2.0
// Digests over libsodium and OpenSSL.
#include "base/digest.h"

#include <cstring>

#include <sodium.h>

#include "base/ensure.h"

namespace anban {
namespace {

const unsigned char* raw(BytesView data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

}  // namespace

Digest sha256(BytesView data) {
  Digest out;
  crypto_hash_sha256(out.bytes.data(), raw(data), data.size());
  return out;
}

Digest sha256_of(unsigned char prefix, BytesView a, BytesView b) {
  Digest out;
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &prefix, 1);
  crypto_hash_sha256_update(&state, raw(a), a.size());
  crypto_hash_sha256_update(&state, raw(b), b.size());
  crypto_hash_sha256_final(&state, out.bytes.data());
  return out;
}

Digest keyed_hash(BytesView key, BytesView data) {
  ensure(key.size() >= crypto_generichash_KEYBYTES_MIN &&
             key.size() <= crypto_generichash_KEYBYTES_MAX,
         "keyed hashes are asked for with keys made by us");
  Digest out;
  crypto_generichash(out.bytes.data(), out.bytes.size(), raw(data), data.size(), raw(key),
                     key.size());
  return out;
}

Digest hmac_sha256(BytesView key, BytesView data) {
  Digest out;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(data), data.size());
  crypto_auth_hmacsha256_final(&state, out.bytes.data());
  return out;
}

Result<Digest> digest_from(BytesView bytes) {
  Digest out;
  if (bytes.size() != out.bytes.size()) {
    return failed(ErrorCode::invalid, "a digest has 32 bytes, not " + std::to_string(bytes.size()));
  }
  std::memcpy(out.bytes.data(), bytes.data(), bytes.size());
  return out;
}

std::uint64_t cache_hash(BytesView data) {
  static constexpr unsigned char key[crypto_shorthash_KEYBYTES] = {'a', 'n', 'b', 'a', 'n'};
  std::uint64_t out = 0;
  crypto_shorthash(reinterpret_cast<unsigned char*>(&out), raw(data), data.size(), key);
  return out;
}

}  // namespace anban
