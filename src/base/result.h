// SPDX-License-Identifier: Apache-2.0
// Result<T>: the answer of anything that can fail outside us. An ErrorCode exists only where some
// caller reacts differently to it; `detail` says what was wrong, with what, and what to do, and
// never holds a person's words or a secret.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace anban {

enum class ErrorCode {
  invalid,      // the input is wrong; saying it again will fail again
  not_found,    // the named thing does not exist, or not for this caller
  conflict,     // somebody else changed it first; read it again
  denied,       // decryption, signature or permission failed
  exhausted,    // a named limit was reached; try later
  unavailable,  // something outside does not answer; may be tried again
  timed_out,    // a deadline passed
  cancelled,    // somebody asked to stop
  corrupt,      // stored bytes are not what was written
};

/// The code's name as logs and JSON spell it, for example "timed_out".
const char* name_of(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string detail;
};

template <class T>
using Result = std::expected<T, Error>;

/// `return failed(ErrorCode::invalid, "…");`
inline std::unexpected<Error> failed(ErrorCode code, std::string detail) {
  return std::unexpected<Error>(Error{code, std::move(detail)});
}

/// Passes the error of `result` on: `if (!x) return failed(x);`
template <class T>
std::unexpected<Error> failed(const Result<T>& result) {
  return std::unexpected<Error>(result.error());
}

}  // namespace anban
