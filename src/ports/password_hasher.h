// SPDX-License-Identifier: Apache-2.0
// Hashing of passwords: work that is slow on purpose, so it runs on no event loop, little of it at
// once. vault/argon2_hasher.h implements it.
#pragma once

#include <string>

#include "base/private.h"
#include "base/result.h"
#include "base/task.h"

namespace anban {

enum class PasswordMatch { yes, no };

class PasswordHasher {
 public:
  virtual ~PasswordHasher() = default;
  /// A salted hash that says how it was made. Resumes on the caller's executor. Errors: exhausted
  /// (too many wait: try later), unavailable (no memory).
  virtual Task<Result<std::string>> hash(Private<std::string> password) = 0;
  /// An empty `hash` costs the same work and is `no`: a login that nobody has tells nothing by its
  /// time. Errors: those of hash().
  virtual Task<Result<PasswordMatch>> compare(std::string hash, Private<std::string> password) = 0;
};

}  // namespace anban
