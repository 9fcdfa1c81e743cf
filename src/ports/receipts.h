// SPDX-License-Identifier: Apache-2.0
// Reports of providers that take a notification over and say later whether it arrived (SMS).
#pragma once

#include <string>

#include "base/result.h"
#include "base/task.h"

namespace anban {

struct Receipt {
  std::string reference;  // Sent::reference
  bool arrived = false;
  std::string code;  // the provider's word for it; no address, no words
};

class Receipts {
 public:
  virtual ~Receipts() = default;
  /// Takes over what `provider` pushed in `body`; what it wants to hear in turn (JSON). A report
  /// that says again what is known changes nothing. Errors: denied (no such provider, or another
  /// secret), invalid (the body holds no reports), not_found (it reports on something unknown, or
  /// not known yet: to be pushed again), unavailable.
  virtual Task<Result<std::string>> take(std::string provider, std::string secret,
                                         std::string body) = 0;
};

}  // namespace anban
