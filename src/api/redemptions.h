// SPDX-License-Identifier: Apache-2.0
// Redemptions: of calls at once that redeem one code, one succeeds, and every wrong guess counts
// (O-76 to O-80). The store says the same later; this is what is known before it has.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <mutex>

#include "ports/journal.h"

namespace anban::api {

enum class Guess { right, wrong };

class Redemptions {
 public:
  static constexpr std::size_t kept_most = 10'000;  // beyond it the committed rows alone rule

  /// Judges a guess at the open code `row` and marks the row as it must be stored. True: it is
  /// redeemed, by this call alone.
  bool take(CredentialRow& row, Guess guess, int attempts_most) {
    const std::lock_guard guard(mutex_);
    if (all_.size() >= kept_most) all_.clear();
    State& state = all_[row.look_up];
    state.failures = std::max(state.failures, row.failures);
    if (state.used || state.failures >= attempts_most) return false;
    if (guess == Guess::wrong) {
      row.failures = ++state.failures;
      return false;
    }
    state.used = true;
    row.revoked = true;
    return true;
  }
  /// What was redeemed could not be stored: it is open again.
  void give_back(const CredentialRow& row) {
    const std::lock_guard guard(mutex_);
    all_[row.look_up].used = false;
  }

 private:
  struct State {
    int failures = 0;
    bool used = false;
  };
  std::mutex mutex_;
  std::map<Digest, State> all_;
};

}  // namespace anban::api
