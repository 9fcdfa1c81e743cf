// SPDX-License-Identifier: Apache-2.0
// Key derivation (HKDF's expand step, RFC 5869, one block: the master key is uniformly random) and
// AES-256-GCM over OpenSSL.
#include "vault/software_vault.h"

#include <array>
#include <cstring>

#include <openssl/evp.h>
#include <sodium.h>

#include "base/ensure.h"

namespace anban::vault {
namespace {

constexpr unsigned char sealed_version = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = 1 + nonce_bytes;

const unsigned char* raw(BytesView data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

DataKey derive(const DataKey& master, std::string_view purpose) {
  std::string info = "anban vault v1 ";
  info += purpose;
  info += '\x01';
  Digest block = hmac_sha256(master.view(), info);
  DataKey out(block.bytes);
  sodium_memzero(block.bytes.data(), block.bytes.size());
  return out;
}

std::string bound_to(std::string_view kind, std::string_view name) {
  std::string out(kind);
  out += '/';
  out += name;
  return out;
}

std::unexpected<Error> does_not_open() {
  return failed(ErrorCode::denied,
                "sealed bytes do not open: another key, another purpose, or they were changed");
}

}  // namespace

struct SoftwareVault::Keys {
  explicit Keys(const DataKey& master_key)
      : master(derive(master_key, "installation")),
        wrapping(derive(master_key, "wrap")),
        looking_up(derive(master_key, "look-up")) {
    const DataKey seed = derive(master_key, "sign");
    crypto_sign_seed_keypair(signing_public.data(), signing_secret.data(), raw(seed.view()));
  }
  ~Keys() { sodium_memzero(signing_secret.data(), signing_secret.size()); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  DataKey master;  // only for installation_key()
  DataKey wrapping;
  DataKey looking_up;
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> signing_secret{};
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> signing_public{};
};

class SoftwareVault::Cipher {
 public:
  Cipher() : algorithm_(EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)) {
    ensure(algorithm_ != nullptr, "OpenSSL 3's default provider has AES-256-GCM");
  }
  ~Cipher() { EVP_CIPHER_free(algorithm_); }
  Cipher(const Cipher&) = delete;
  Cipher& operator=(const Cipher&) = delete;

  Bytes seal(const DataKey& key, Entropy& entropy, BytesView bound, BytesView plain) const {
    Bytes out(head_bytes + plain.size() + tag_bytes, '\0');
    auto* bytes = reinterpret_cast<unsigned char*>(out.data());
    bytes[0] = sealed_version;
    entropy.fill({bytes + 1, nonce_bytes});
    const Context context(EVP_CIPHER_CTX_new());
    auto* tag = bytes + head_bytes + plain.size();
    int length = 0;
    const bool is_done =
        EVP_EncryptInit_ex2(context.get(), algorithm_, raw(key.view()), bytes + 1, nullptr) == 1 &&
        EVP_EncryptUpdate(context.get(), nullptr, &length, raw(bound), as_int(bound)) == 1 &&
        EVP_EncryptUpdate(context.get(), bytes + head_bytes, &length, raw(plain), as_int(plain)) ==
            1 &&
        EVP_EncryptFinal_ex(context.get(), tag, &length) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, tag_bytes, tag) == 1;
    ensure(is_done, "AES-256-GCM encrypts whatever fits into memory");
    return out;
  }

  Result<Bytes> open(const DataKey& key, BytesView bound, BytesView sealed) const {
    if (sealed.size() < head_bytes + tag_bytes || raw(sealed)[0] != sealed_version) {
      return does_not_open();
    }
    const BytesView text = sealed.substr(head_bytes, sealed.size() - head_bytes - tag_bytes);
    std::array<unsigned char, tag_bytes> tag{};
    std::memcpy(tag.data(), sealed.data() + sealed.size() - tag_bytes, tag_bytes);
    Bytes out(text.size(), '\0');
    auto* plain = reinterpret_cast<unsigned char*>(out.data());
    const Context context(EVP_CIPHER_CTX_new());
    int length = 0;
    const bool is_done =
        EVP_DecryptInit_ex2(context.get(), algorithm_, raw(key.view()), raw(sealed) + 1, nullptr) ==
            1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, raw(bound), as_int(bound)) == 1 &&
        EVP_DecryptUpdate(context.get(), plain, &length, raw(text), as_int(text)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, tag_bytes, tag.data()) == 1 &&
        EVP_DecryptFinal_ex(context.get(), plain + text.size(), &length) == 1;
    if (!is_done) {
      sodium_memzero(out.data(), out.size());
      return does_not_open();
    }
    return out;
  }

 private:
  struct FreeContext {
    void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  };
  using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

  static int as_int(BytesView data) {
    ensure(data.size() < (std::size_t{1} << 30U),
           "bodies are limited to megabytes before they come here");
    return static_cast<int>(data.size());
  }
  EVP_CIPHER* algorithm_;  // shared by threads; contexts are not
};

SoftwareVault::SoftwareVault(const DataKey& master, Entropy& entropy)
    : entropy_(entropy),
      keys_(std::make_unique<Keys>(master)),
      cipher_(std::make_unique<Cipher>()) {}

SoftwareVault::~SoftwareVault() = default;

DataKey SoftwareVault::new_key() {
  std::array<unsigned char, 32> bytes{};
  entropy_.fill(bytes);
  DataKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

Bytes SoftwareVault::wrap(const DataKey& key, std::string_view owner) {
  return cipher_->seal(keys_->wrapping, entropy_, bound_to("key", owner), key.view());
}

Result<DataKey> SoftwareVault::unwrap(BytesView wrapped, std::string_view owner) {
  auto plain = cipher_->open(keys_->wrapping, bound_to("key", owner), wrapped);
  if (!plain) return failed(plain);
  std::array<unsigned char, 32> bytes{};
  if (plain->size() != bytes.size()) return does_not_open();
  std::memcpy(bytes.data(), plain->data(), bytes.size());
  sodium_memzero(plain->data(), plain->size());
  DataKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

Bytes SoftwareVault::seal(const DataKey& key, std::string_view purpose, BytesView plain) {
  return cipher_->seal(key, entropy_, bound_to("seal", purpose), plain);
}

Result<Bytes> SoftwareVault::open(const DataKey& key, std::string_view purpose, BytesView sealed) {
  return cipher_->open(key, bound_to("seal", purpose), sealed);
}

Digest SoftwareVault::look_up(std::string_view purpose, std::string_view text) const {
  std::string named(purpose);
  named += '\0';  // no purpose holds it, so purpose and text cannot run into one another
  named += text;
  return keyed_hash(keys_->looking_up.view(), named);
}

Bytes SoftwareVault::sign(BytesView message) const {
  Bytes out(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(out.data()), nullptr, raw(message),
                       message.size(), keys_->signing_secret.data());
  return out;
}

Bytes SoftwareVault::public_key() const {
  const auto& key = keys_->signing_public;
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

DataKey SoftwareVault::installation_key(std::string_view purpose) const {
  return derive(keys_->master, purpose);
}

}  // namespace anban::vault
