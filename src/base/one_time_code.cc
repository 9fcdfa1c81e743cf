// SPDX-License-Identifier: Apache-2.0
// HOTP over OpenSSL's HMAC, and base32.
#include "base/one_time_code.h"

#include <array>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/ensure.h"

namespace anban {
namespace {

using Mac = std::array<unsigned char, 20>;

Mac hmac_sha1(BytesView key, BytesView data) {
  Mac out{};
  unsigned int size = 0;
  const unsigned char* made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(data.data()), data.size(), out.data(), &size);
  ensure(made != nullptr && size == out.size(), "OpenSSL's default provider has HMAC-SHA-1");
  return out;
}

}  // namespace

std::string one_time_code(BytesView secret, std::uint64_t counter, int digits) {
  ensure(digits >= 6 && digits <= 8, "RFC 4226 knows codes of six to eight figures");
  std::array<char, 8> message{};
  for (std::size_t i = message.size(); i > 0; --i) {
    message[i - 1] = static_cast<char>(counter & 0xFFU);
    counter >>= 8U;
  }
  const Mac mac = hmac_sha1(secret, {message.data(), message.size()});
  const std::size_t offset = mac[19] & 0x0FU;
  std::uint32_t number = mac[offset] & 0x7FU;
  for (std::size_t i = 1; i < 4; ++i) number = (number << 8U) | mac[offset + i];
  std::string code(static_cast<std::size_t>(digits), '0');
  for (auto figure = code.rbegin(); figure != code.rend(); ++figure) {
    *figure = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  return code;
}

std::string to_base32(BytesView bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char each : bytes) {
    held = (held << 8U) | static_cast<unsigned char>(each);
    for (bits += 8; bits >= 5; bits -= 5) out.push_back(letters[(held >> (bits - 5)) & 31U]);
  }
  if (bits > 0) out.push_back(letters[(held << (5 - bits)) & 31U]);
  return out;
}

}  // namespace anban
