// SPDX-License-Identifier: Apache-2.0
// Look-up, check, connect, secure.
#include "net/dial.h"

#include <algorithm>

#include "net/resolver.h"

namespace anban {
namespace {

/// An address that does not answer leaves at least this share of the time to the next one.
Milliseconds share_of(Milliseconds left, std::size_t candidates) {
  return candidates > 1 ? left / 2 : left;
}

Task<Result<std::unique_ptr<Socket>>> dial_address(Loop& loop, const DialOptions& options,
                                                   Address address, Milliseconds within) {
  const Milliseconds until = loop.wheel().now() + within;
  auto socket = co_await connect_socket(loop, address, options.port, within);
  if (!socket || !options.is_secure) co_return std::move(socket);
  const auto tls = loop.client_tls().context(options.ca_file, options.use);
  if (!tls) co_return failed(tls);
  TlsSession session = connect_session(*tls, (*socket)->descriptor(), options.host);
  const Milliseconds left = until - loop.wheel().now();
  const Result<void> secured = co_await (*socket)->shake_hands(std::move(session), left);
  if (!secured) {
    co_return failed(secured.error().code, options.host + ": " + secured.error().detail);
  }
  co_return std::move(socket);
}

}  // namespace

Task<Result<std::unique_ptr<Socket>>> dial(Loop& loop, DialOptions options, Milliseconds within) {
  const Milliseconds until = loop.wheel().now() + within;
  auto found = co_await loop.host_names().look_up(options.host, within);
  if (!found) co_return failed(found);
  std::vector<Address>& candidates = *found;
  if (options.private_addresses == PrivateAddresses::refused) {
    // One inside address among several is a trap, not a choice.
    if (std::any_of(candidates.begin(), candidates.end(), is_inside)) {
      co_return failed(ErrorCode::denied,
                       options.host + " leads to an inside address, which is not allowed");
    }
  }
  Error last{ErrorCode::unavailable, options.host + " has no address"};
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const Milliseconds left = until - loop.wheel().now();
    const Milliseconds share = share_of(left, candidates.size() - i);
    auto socket = co_await dial_address(loop, options, candidates[i], share);
    if (socket) co_return std::move(socket);
    last = socket.error();
    if (last.code == ErrorCode::cancelled || last.code == ErrorCode::denied ||
        last.code == ErrorCode::invalid) {
      break;
    }
  }
  co_return std::unexpected<Error>(last);
}

}  // namespace anban
