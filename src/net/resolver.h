// SPDX-License-Identifier: Apache-2.0
// Host names to addresses, off the loops: getaddrinfo blocks, so it runs on threads that exist only
// while names are looked up.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"
#include "net/loops.h"

namespace anban {

/// The addresses of `host` in the system's order; a numeric one is its own answer. Errors:
/// unavailable (the name is unknown, or too many names are being looked up), timed_out, cancelled.
Task<Result<std::vector<Address>>> look_up_host(Loop& loop, std::string host, Milliseconds within);

}  // namespace anban
