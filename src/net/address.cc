// SPDX-License-Identifier: Apache-2.0
// Addresses, networks and the special-purpose ranges.
#include "net/address.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <iterator>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace anban {
namespace {

constexpr std::array<unsigned char, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

Address from_v4(const unsigned char* four) {
  Address address;
  std::copy(mapped_prefix.begin(), mapped_prefix.end(), address.bytes.begin());
  std::copy(four, four + 4, address.bytes.begin() + 12);
  return address;
}

/// IANA special-purpose registries, RFC 6890 and its successors, and multicast.
constexpr const char* inside_ranges[] = {
    "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
    "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
    "::/96",         "64:ff9b:1::/48",  "100::/64",       "2001::/23",      "2001:db8::/32",
    "3fff::/20",     "5f00::/16",       "fc00::/7",       "fe80::/10",      "fec0::/10",
    "ff00::/8"};

std::vector<Network> inside_networks() {
  std::vector<Network> networks;
  for (const char* text : inside_ranges) networks.push_back(*parse_network(text));
  return networks;
}

}  // namespace

bool Address::is_v4() const {
  return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
}

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  unsigned char four[4];
  if (::inet_pton(AF_INET, copy.c_str(), four) == 1) return from_v4(four);
  Address address;
  if (::inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::string to_text(const Address& address) {
  char text[INET6_ADDRSTRLEN] = {};
  if (address.is_v4()) {
    ::inet_ntop(AF_INET, address.bytes.data() + 12, text, sizeof text);
  } else {
    ::inet_ntop(AF_INET6, address.bytes.data(), text, sizeof text);
  }
  return text;
}

std::optional<Address> address_of(const sockaddr* address) {
  if (address->sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, address, sizeof four);
    unsigned char bytes[4];
    std::memcpy(bytes, &four.sin_addr, sizeof bytes);
    return from_v4(bytes);
  }
  if (address->sa_family != AF_INET6) return std::nullopt;
  sockaddr_in6 six{};
  std::memcpy(&six, address, sizeof six);
  Address read;
  std::memcpy(read.bytes.data(), &six.sin6_addr, read.bytes.size());
  read.scope = six.sin6_scope_id;
  return read;
}

socklen_t fill_socket_address(const Address& address, std::uint16_t port, sockaddr_storage& out) {
  if (address.is_v4()) {
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(port);
    std::memcpy(&four.sin_addr, address.bytes.data() + 12, 4);
    std::memcpy(&out, &four, sizeof four);
    return sizeof four;
  }
  sockaddr_in6 six{};
  six.sin6_family = AF_INET6;
  six.sin6_port = htons(port);
  six.sin6_scope_id = address.scope;
  std::memcpy(&six.sin6_addr, address.bytes.data(), address.bytes.size());
  std::memcpy(&out, &six, sizeof six);
  return sizeof six;
}

Result<Network> parse_network(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto address = parse_address(text.substr(0, slash));
  if (!address) {
    return failed(ErrorCode::invalid,
                  "'" + std::string(text) + "' is no address or network such as 10.0.0.0/8");
  }
  Network network{*address, 128};
  if (slash == std::string_view::npos) return network;
  const std::string_view digits = text.substr(slash + 1);
  unsigned bits = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
  const unsigned most = address->is_v4() ? 32 : 128;
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size() || bits > most) {
    return failed(ErrorCode::invalid, "'" + std::string(text) + "' has a wrong prefix length");
  }
  network.bits = bits + (128 - most);
  return network;
}

bool contains(const Network& network, const Address& address) {
  const std::size_t whole = network.bits / 8;
  const auto& a = network.address.bytes;
  const auto& b = address.bytes;
  if (!std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(whole), b.begin())) {
    return false;
  }
  const unsigned rest = network.bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<unsigned char>(0xFF << (8 - rest));
  return (a[whole] & mask) == (b[whole] & mask);
}

bool contains(const std::vector<Network>& networks, const Address& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& each) { return contains(each, address); });
}

bool is_inside(const Address& address) {
  static const std::vector<Network> networks = inside_networks();
  static const Network six_to_four = *parse_network("2002::/16");
  static const Network nat64 = *parse_network("64:ff9b::/96");
  if (contains(networks, address)) return true;
  if (contains(six_to_four, address)) {
    return contains(networks, from_v4(address.bytes.data() + 2));
  }
  return contains(nat64, address) && contains(networks, from_v4(address.bytes.data() + 12));
}

}  // namespace anban
