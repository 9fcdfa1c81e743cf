// SPDX-License-Identifier: Apache-2.0
// What webhooks need of HTTP; app/ wires it to the client of net/.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/task.h"

namespace anban::notify {

/// Loopback, private, link-local and other addresses that are not on the public internet.
enum class PrivateAddresses { refused, allowed };

struct Post {
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Where refused, a name that resolves to such an address is refused too, at connection time, so
  /// that a receiver's URL cannot reach into the operator's network.
  PrivateAddresses private_addresses = PrivateAddresses::refused;
};

class Poster {
 public:
  virtual ~Poster() = default;
  /// The status of a whole answer; one that stalls or breaks off is none, whatever its status line
  /// said. Redirects are not followed (their 3xx is the answer); what the body says is not looked
  /// at. Errors: unavailable, timed_out, denied (a refused address or certificate).
  virtual Task<Result<int>> post(Post post) = 0;
};

}  // namespace anban::notify
