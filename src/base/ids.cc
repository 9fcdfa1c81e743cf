// SPDX-License-Identifier: Apache-2.0
// Making of ids (the layout of ULID: time first, so that they sort and index well).
#include "base/ids.h"

#include "base/utf8.h"

namespace anban {

std::string make_id(std::string_view prefix, std::int64_t milliseconds,
                    const std::array<unsigned char, 10>& random) {
  static constexpr char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string out(prefix);
  out.reserve(prefix.size() + 26);
  for (int shift = 45; shift >= 0; shift -= 5) {
    out.push_back(alphabet[(static_cast<std::uint64_t>(milliseconds) >> shift) & 31U]);
  }
  std::uint64_t pool = 0;
  int bits = 0;
  for (const unsigned char byte : random) {
    pool = (pool << 8U) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out.push_back(alphabet[(pool >> static_cast<unsigned>(bits)) & 31U]);
    }
  }
  return out;
}

bool is_acceptable_client_id(std::string_view text) {
  if (text.empty() || !is_valid_utf8(text)) {
    return false;
  }
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) {
    const char32_t point = next_code_point(text, at);
    if (point < 0x20 || point == 0x7F || (point >= 0x80 && point < 0xA0)) {
      return false;
    }
  }
  return count <= 128;
}

}  // namespace anban
