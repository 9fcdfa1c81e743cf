// SPDX-License-Identifier: Apache-2.0
// What webhooks and providers of SMS need of HTTP; app/ wires it to the client of net/.
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

struct PostAnswer {
  int status = 0;
  std::string body;  // at most 64 KiB; a longer answer is none
};

class Poster {
 public:
  virtual ~Poster() = default;
  /// A whole answer; one that stalls or breaks off is none, whatever its status line said.
  /// Redirects are not followed (their 3xx is the answer). Errors: unavailable, timed_out,
  /// exhausted (a body too long), denied (a refused address or certificate).
  virtual Task<Result<PostAnswer>> post(Post post) = 0;
};

}  // namespace anban::notify
