// SPDX-License-Identifier: Apache-2.0
// Literal addresses are read as the resolver would read them (inet_aton, inet_pton).
#include "notify/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include <arpa/inet.h>

namespace anban::notify {
namespace {

struct Block {
  std::uint32_t network;
  unsigned bits;
};

/// RFC 6890 and the multicast and reserved ranges.
constexpr std::array<Block, 15> private_blocks = {{{0x00000000, 8},
                                                   {0x0A000000, 8},
                                                   {0x64400000, 10},
                                                   {0x7F000000, 8},
                                                   {0xA9FE0000, 16},
                                                   {0xAC100000, 12},
                                                   {0xC0000000, 24},
                                                   {0xC0000200, 24},
                                                   {0xC0586300, 24},
                                                   {0xC0A80000, 16},
                                                   {0xC6120000, 15},
                                                   {0xC6336400, 24},
                                                   {0xCB007100, 24},
                                                   {0xE0000000, 4},
                                                   {0xF0000000, 4}}};

bool is_private_v4(std::uint32_t address) {
  return std::any_of(private_blocks.begin(), private_blocks.end(), [&](const Block& block) {
    const std::uint32_t mask = 0xFFFFFFFFU << (32 - block.bits);
    return (address & mask) == block.network;
  });
}

/// Everything but global unicast (2000::/3) is private, and so are documentation and the ranges
/// that hold an IPv4 address.
bool is_private_v6(const std::array<unsigned char, 16>& bytes) {
  if ((bytes[0] & 0xE0) != 0x20) return true;
  const bool teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
  const bool documentation =
      bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8;
  const bool six_to_four = bytes[0] == 0x20 && bytes[1] == 0x02;
  return teredo || documentation || six_to_four;
}

bool ends_with_name(std::string_view host, std::string_view name) {
  if (!host.ends_with(name)) return false;
  return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
}

bool is_atom_character(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return true;
  return std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

bool is_domain_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
}

/// Parts between dots, none empty, each at most 63 bytes, of these characters.
bool is_dotted(std::string_view text, bool (*allowed)(char)) {
  std::size_t length = 0;
  for (const char c : text) {
    if (c == '.') {
      if (length == 0) return false;
      length = 0;
    } else {
      if (!allowed(c) || ++length > 63) return false;
    }
  }
  return length > 0;
}

}  // namespace

bool is_private_host(std::string_view host) {
  std::string name(host);
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  });
  if (name.ends_with('.')) name.pop_back();
  in_addr four{};
  if (inet_aton(name.c_str(), &four) != 0) return is_private_v4(ntohl(four.s_addr));
  std::array<unsigned char, 16> six{};
  if (inet_pton(AF_INET6, name.substr(0, name.find('%')).c_str(), six.data()) == 1) {
    return is_private_v6(six);
  }
  for (const std::string_view own :
       {"localhost", "local", "internal", "localdomain", "home.arpa"}) {
    if (ends_with_name(name, own)) return true;
  }
  return name.find('.') == std::string::npos;
}

Result<void> check_mailbox(std::string_view address) {
  const std::size_t at = address.find('@');
  const bool parts = at != std::string_view::npos && at <= 64 && address.size() <= 254;
  if (!parts || !is_dotted(address.substr(0, at), is_atom_character) ||
      !is_dotted(address.substr(at + 1), is_domain_character)) {
    return failed(ErrorCode::invalid, "the e-mail address is not of the form name@domain");
  }
  return {};
}

}  // namespace anban::notify
