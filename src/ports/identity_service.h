// SPDX-License-Identifier: Apache-2.0
// Services that vouch for who a person is (O-77 to O-79): one that compares a resident id with a
// name, and the national online identity, a code flow in which no number is ever asked for. What
// goes in is private and is forgotten when the call ends.
#pragma once

#include <optional>
#include <string>

#include "base/local_time.h"
#include "base/private.h"
#include "base/result.h"
#include "base/task.h"

namespace anban {

struct ResidentIdClaim {
  Private<std::string> number;
  Private<std::string> name;
};

/// The end of a code flow: what the service sent back through the browser, and what only we know.
struct CodeClaim {
  Private<std::string> code;
  std::string code_verifier;  // RFC 7636
  std::string nonce;
};

/// `subject` is the same for one human whenever this service vouches for them.
struct Vouched {
  Private<std::string> subject;
  std::optional<LocalDate> birth_date;
};

class IdentityServices {
 public:
  virtual ~IdentityServices() = default;
  virtual bool checks_resident_ids() const = 0;
  virtual bool offers_national_identity() const = 0;
  /// Where the person's browser is sent (RFC 6749 section 4.1.1, with PKCE S256 and a nonce).
  virtual std::string authorization_url(const std::string& state, const std::string& nonce,
                                        const std::string& code_challenge) const = 0;
  /// Errors: denied (the service says no), unavailable, timed_out.
  virtual Task<Result<Vouched>> check(ResidentIdClaim claim) = 0;
  virtual Task<Result<Vouched>> exchange(CodeClaim claim) = 0;
};

}  // namespace anban
