// SPDX-License-Identifier: Apache-2.0
// What the SMTP dialogue needs of a connection; app/ wires it to the line streams of net/.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/task.h"

namespace anban::notify {

/// One connection to a mail server. Letting go of it closes it.
class Lines {
 public:
  virtual ~Lines() = default;
  /// The next line without its CRLF, at most 2,048 bytes. Errors: unavailable (broken), timed_out,
  /// exhausted (a longer line).
  virtual Task<Result<std::string>> read_line() = 0;
  virtual Task<Result<void>> write(std::string_view bytes) = 0;
  /// TLS from here on, with the host's certificate checked. What the server sent before is dropped,
  /// so that nobody can inject a reply. Errors: unavailable, denied (certificate).
  virtual Task<Result<void>> start_tls() = 0;
};

struct LineTarget {
  std::string host;
  std::uint16_t port = 587;
  bool tls_from_the_start = false;
};

class LineDialer {
 public:
  virtual ~LineDialer() = default;
  /// Errors: unavailable, timed_out, denied (certificate).
  virtual Task<Result<std::unique_ptr<Lines>>> dial(LineTarget target) = 0;
};

}  // namespace anban::notify
