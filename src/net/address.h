// SPDX-License-Identifier: Apache-2.0
// IP addresses as values: text, networks, and which of them lie inside.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/socket.h>

#include "base/result.h"

namespace anban {

/// An IPv4 or IPv6 address in 16 bytes; IPv4 is kept as ::ffff:a.b.c.d.
struct Address {
  std::array<unsigned char, 16> bytes{};
  std::uint32_t scope = 0;  // of link-local IPv6
  bool is_v4() const;
  friend auto operator<=>(const Address&, const Address&) = default;
};

/// Numeric text only; brackets are not taken.
std::optional<Address> parse_address(std::string_view text);
std::string to_text(const Address& address);
/// From what accept() or getaddrinfo() filled in.
std::optional<Address> address_of(const sockaddr* address);
/// Fills `out` and returns its length for bind() or connect().
socklen_t fill_socket_address(const Address& address, std::uint16_t port, sockaddr_storage& out);

struct Network {
  Address address;
  unsigned bits = 128;  // of 128, also for IPv4
};

/// "10.0.0.0/8", "::1", "fd00::/8". Errors: invalid.
Result<Network> parse_network(std::string_view text);
bool contains(const Network& network, const Address& address);
bool contains(const std::vector<Network>& networks, const Address& address);

enum class PrivateAddresses { refused, allowed };

/// Whether a stranger's URL must not reach it: loopback, private, link-local, carrier-grade NAT,
/// multicast, documentation, benchmarking and reserved ranges of both families, also as
/// IPv4-mapped, IPv4-compatible, 6to4 or NAT64 IPv6 (IANA special-purpose registries).
bool is_inside(const Address& address);

}  // namespace anban
