// SPDX-License-Identifier: Apache-2.0
// Digests over libsodium and OpenSSL.
#include "base/digest.h"

#include <cstring>
#include <memory>

#include <openssl/evp.h>
#include <sodium.h>

#include "base/ensure.h"

namespace anban {
namespace {

const unsigned char* raw(BytesView data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

/// OpenSSL's, which uses the processor's SHA instructions. One context a thread, made once.
class Sha256 {
 public:
  Sha256() : algorithm_(EVP_MD_fetch(nullptr, "SHA256", nullptr)), context_(EVP_MD_CTX_new()) {
    ensure(algorithm_ && context_, "OpenSSL 3's default provider has SHA-256");
  }
  void begin() { is_fine_ = EVP_DigestInit_ex2(context_.get(), algorithm_.get(), nullptr) == 1; }
  void add(const void* data, std::size_t size) {
    is_fine_ = is_fine_ && EVP_DigestUpdate(context_.get(), data, size) == 1;
  }
  Digest end() {
    Digest out;
    is_fine_ = is_fine_ && EVP_DigestFinal_ex(context_.get(), out.bytes.data(), nullptr) == 1;
    ensure(is_fine_, "SHA-256 takes whatever fits into memory");
    return out;
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const { EVP_MD_free(algorithm); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD, Free> algorithm_;
  std::unique_ptr<EVP_MD_CTX, Free> context_;
  bool is_fine_ = false;
};

Sha256& sha256_of_thread() {
  thread_local Sha256 one;  // tidy: fetching the algorithm takes longer than a digest
  return one;
}

}  // namespace

Digest sha256(BytesView data) {
  Sha256& sum = sha256_of_thread();
  sum.begin();
  sum.add(data.data(), data.size());
  return sum.end();
}

Digest sha256_of(unsigned char prefix, BytesView a, BytesView b) {
  Sha256& sum = sha256_of_thread();
  sum.begin();
  sum.add(&prefix, 1);
  sum.add(a.data(), a.size());
  sum.add(b.data(), b.size());
  return sum.end();
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
