// SPDX-License-Identifier: Apache-2.0
// A TCP or TLS connection of text lines, for SMTP; notify/ speaks the protocol, app/ brings both
// together, since sockets are opened in net/ only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/local_time.h"
#include "base/result.h"
#include "base/task.h"
#include "net/address.h"
#include "net/loops.h"

namespace anban {

enum class LineSecurity {
  none,       // clear; start_tls() may follow
  from_start  // TLS before the first line
};

struct LineStreamOptions {
  std::string host;
  std::uint16_t port = 0;
  LineSecurity security = LineSecurity::none;
  std::string ca_file;  // PEM, besides the system's authorities
  PrivateAddresses private_addresses = PrivateAddresses::allowed;
  Milliseconds connect_within{10'000};
  Milliseconds line_within{60'000};  // for each read_line and each write
  std::size_t line_bytes_max = 4096;
};

class LineStream {
 public:
  /// Errors: unavailable, timed_out, denied (certificate, private address), invalid (ca_file).
  static Task<Result<std::unique_ptr<LineStream>>> connect(LineStreamOptions options);
  virtual ~LineStream() = default;

  /// Upgrades to TLS; bytes that came before the upgrade are an error (STARTTLS injection).
  virtual Task<Result<void>> start_tls() = 0;
  /// The next line without its CR LF. Errors: unavailable, timed_out, exhausted (too long).
  virtual Task<Result<std::string>> read_line() = 0;
  /// Sends the bytes as they are. `bytes` stays valid until then.
  virtual Task<Result<void>> write(std::string_view bytes) = 0;
  virtual bool is_secure() const = 0;
};

}  // namespace anban
