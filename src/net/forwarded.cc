// SPDX-License-Identifier: Apache-2.0
// X-Forwarded-For and X-Forwarded-Proto.
#include "net/forwarded.h"

#include "net/field.h"
#include "net/head.h"

namespace anban {
namespace {

/// "1.2.3.4", "1.2.3.4:5678", "::1", "[::1]", "[::1]:5678".
std::optional<Address> read_hop(std::string_view text) {
  if (text.starts_with('[')) return parse_address(text.substr(1, text.find(']') - 1));
  const std::size_t colon = text.find(':');
  const bool is_v4_with_port = colon != std::string_view::npos && colon == text.rfind(':');
  return parse_address(is_v4_with_port ? text.substr(0, colon) : text);
}

std::string all_hops(const HttpRequest& request) {
  std::string hops;
  for (const HttpHeader& each : request.headers) {
    if (!same_ignoring_case(each.name, "x-forwarded-for")) continue;
    if (!hops.empty()) hops += ',';
    hops += each.value;
  }
  return hops;
}

}  // namespace

void name_peer(const std::vector<Network>& trusted, const Address& peer, HttpRequest& request) {
  Address client = peer;
  if (!trusted.empty() && contains(trusted, peer)) {
    const std::string all = all_hops(request);
    std::string_view hops = all;
    while (!hops.empty() && contains(trusted, client)) {
      const std::size_t comma = hops.rfind(',');
      const std::size_t start = comma == std::string_view::npos ? 0 : comma + 1;
      const auto hop = read_hop(trimmed(hops.substr(start)));
      if (!hop) break;
      client = *hop;
      hops = hops.substr(0, comma == std::string_view::npos ? 0 : comma);
    }
    request.secure |= same_ignoring_case(request.header("x-forwarded-proto"), "https");
  }
  request.peer = to_text(client);
}

}  // namespace anban
