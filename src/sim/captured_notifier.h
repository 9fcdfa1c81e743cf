// SPDX-License-Identifier: Apache-2.0
// The channels of the sandbox and of tests: nothing leaves, everything is kept, and a plan says
// what each receiver does. Takes the place of e-mail, webhook and SMS.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "ports/clock.h"
#include "ports/notifier.h"

namespace anban::sim {

enum class ReceiverPlan { delivered, failed, timeout };
/// "delivered", "failed" or "timeout". Errors: invalid.
Result<ReceiverPlan> receiver_plan_named(std::string_view name);

struct Captured {
  Notification notification;
  ReceiverPlan result = ReceiverPlan::delivered;  // of this attempt
  Instant at;
};

/// Thread safe; one serves every channel.
class CapturedNotifier final : public Notifier {
 public:
  explicit CapturedNotifier(const Clock& clock) : clock_(clock) {}
  Task<Result<Sent>> send(Notification notification) override;
  /// What receivers of that channel do from now on; "" for every channel.
  void set_plan(std::string_view channel, ReceiverPlan plan);
  /// Every attempt, oldest first; the newest 10,000 are kept.
  std::vector<Captured> attempts() const;
  void reset();

 private:
  const Clock& clock_;
  mutable std::mutex mutex_;
  std::map<std::string, ReceiverPlan, std::less<>> plans_;
  std::vector<Captured> attempts_;
};

}  // namespace anban::sim
