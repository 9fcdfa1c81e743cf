// SPDX-License-Identifier: Apache-2.0
// Spellings of bytes over libsodium's constant-time coders.
#include "base/bytes.h"

#include <sodium.h>

namespace anban {
namespace {

const unsigned char* raw(BytesView data) {
  return reinterpret_cast<const unsigned char*>(data.data());
}

std::string encode(BytesView bytes, int variant) {
  std::string out(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(out.data(), out.size(), raw(bytes), bytes.size(), variant);
  out.pop_back();  // sodium counts the closing zero
  return out;
}

}  // namespace

std::string to_hex(BytesView bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), raw(bytes), bytes.size());
  out.pop_back();
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  Bytes out(text.size() / 2, '\0');
  std::size_t length = 0;
  if (text.size() % 2 != 0 ||
      sodium_hex2bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                     text.size(), nullptr, &length, nullptr) != 0 ||
      length != out.size()) {
    return failed(ErrorCode::invalid, "not hexadecimal");
  }
  return out;
}

std::string to_base64(BytesView bytes) { return encode(bytes, sodium_base64_VARIANT_ORIGINAL); }

Result<Bytes> from_base64(std::string_view text) {
  Bytes out(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(),
                        text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL) != 0 ||
      end != text.data() + text.size()) {
    return failed(ErrorCode::invalid, "not base64");
  }
  out.resize(length);
  return out;
}

std::string to_base64url(BytesView bytes) {
  return encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool equal_in_constant_time(BytesView a, BytesView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace anban
