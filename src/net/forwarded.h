// SPDX-License-Identifier: Apache-2.0
// Who a request comes from when it came through a proxy: headers are believed only from addresses
// that the operator named. Pure.
#pragma once

#include <string>
#include <vector>

#include "net/address.h"
#include "ports/http.h"

namespace anban {

/// Fills request.peer and request.secure. `peer` is the other end of the connection;
/// X-Forwarded-For is read from its right end: the first address that is no trusted proxy is the
/// client.
void name_peer(const std::vector<Network>& trusted, const Address& peer, HttpRequest& request);

}  // namespace anban
