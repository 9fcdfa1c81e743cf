// SPDX-License-Identifier: Apache-2.0
// The person on call: rows for them carry no address, since whoever is on call when the row is sent
// must get it, not whoever was when it was written.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ports/notifier.h"

namespace anban::notify {

struct OnDuty {
  std::string channel;  // "email", "webhook", "sms"
  Private<std::string> address;
};

/// Serves the channel "on_call".
class OnCallChannel final : public Notifier {
 public:
  /// Who is on call now; nothing where nobody is. Asked at every attempt, on its thread.
  using Who = std::function<Result<std::optional<OnDuty>>()>;
  explicit OnCallChannel(Who who) : who_(std::move(who)) {}
  /// Wiring, before the first send().
  void add_channel(std::string channel, Notifier& notifier);
  /// Errors: not_found where nobody is on call, or by a channel that is not configured; those of
  /// the roster's store; otherwise those of the channel.
  Task<Result<Sent>> send(Notification notification) override;

 private:
  Who who_;
  std::map<std::string, Notifier*, std::less<>> channels_;
};

}  // namespace anban::notify
