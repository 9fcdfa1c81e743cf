// SPDX-License-Identifier: Apache-2.0
// A channel that this installation knows by name but has no provider for, such as SMS before one is
// configured: it says so truthfully, and the outbox turns to the next receiver at once.
#pragma once

#include <string>

#include "ports/notifier.h"

namespace anban::notify {

class UnconfiguredChannel final : public Notifier {
 public:
  /// `why` stands in the row: "no SMS provider is configured".
  explicit UnconfiguredChannel(std::string why) : why_(std::move(why)) {}
  /// Always not_found, which makes the row `unavailable`.
  Task<Result<Sent>> send(Notification notification) override;

 private:
  std::string why_;
};

}  // namespace anban::notify
