// SPDX-License-Identifier: Apache-2.0
// Digests: SHA-256 for evidence (RFC 6962 asks for it) and keyed hashes for look-ups of what must
// not stand in clear.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace anban {

struct Digest {
  std::array<unsigned char, 32> bytes{};
  friend auto operator<=>(const Digest&, const Digest&) = default;
  BytesView view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

Digest sha256(BytesView data);
/// SHA-256 over `prefix` followed by `a` and `b`, without joining them in memory.
Digest sha256_of(unsigned char prefix, BytesView a, BytesView b = {});
/// Keyed BLAKE2b-256 (libsodium crypto_generichash); `key` is 16 to 64 bytes.
Digest keyed_hash(BytesView key, BytesView data);
/// HMAC-SHA-256 (RFC 2104).
Digest hmac_sha256(BytesView key, BytesView data);
/// A digest from 32 raw bytes; any other length is `invalid`.
Result<Digest> digest_from(BytesView bytes);
/// SipHash-2-4 under a fixed key: for caches only, never for evidence or look-ups of secrets.
std::uint64_t cache_hash(BytesView data);

}  // namespace anban
