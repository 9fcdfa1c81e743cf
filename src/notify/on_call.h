// SPDX-License-Identifier: Apache-2.0
// The person on call: rows for them carry no address, since whoever is on call when the row is sent
// must get it, not whoever was when it was written.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "ports/notifier.h"

namespace anban::notify {

struct OnCall {
  std::string channel;  // "email", "webhook", "sms"
  Private<std::string> address;
  Notifier* notifier = nullptr;  // of that channel; null: nobody is on call
};

/// Serves the channel "on_call". Thread safe.
class OnCallChannel final : public Notifier {
 public:
  explicit OnCallChannel(OnCall now) : now_(std::move(now)) {}
  void change(OnCall now);
  /// Errors: not_found where nobody is on call; otherwise those of the channel.
  Task<Result<void>> send(Notification notification) override;

 private:
  std::mutex mutex_;
  OnCall now_;
};

}  // namespace anban::notify
