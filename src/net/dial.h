// SPDX-License-Identifier: Apache-2.0
// From a host name to a connected, where asked secured socket. Addresses are checked after the
// look-up and connected to as checked.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"
#include "net/socket.h"
#include "net/tls.h"

namespace anban {

struct DialOptions {
  std::string host;
  std::uint16_t port = 0;
  bool is_secure = false;  // TLS, trusting the system's authorities and those of ca_file
  std::string ca_file;
  TlsUse use = TlsUse::http;
  PrivateAddresses private_addresses = PrivateAddresses::allowed;
};

/// Tries the addresses one after another. Errors: unavailable, timed_out, cancelled, denied (a
/// refused address or certificate).
Task<Result<std::unique_ptr<Socket>>> dial(Loop& loop, DialOptions options, Milliseconds within);

}  // namespace anban
