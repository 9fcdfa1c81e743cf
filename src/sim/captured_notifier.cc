// SPDX-License-Identifier: Apache-2.0
// A timeout is answered at once: the outbox treats it as it would after waiting.
#include "sim/captured_notifier.h"

namespace anban::sim {
namespace {

constexpr std::size_t attempts_most = 10'000;

}  // namespace

Result<ReceiverPlan> receiver_plan_named(std::string_view name) {
  if (name == "delivered") return ReceiverPlan::delivered;
  if (name == "failed") return ReceiverPlan::failed;
  if (name == "timeout") return ReceiverPlan::timeout;
  return failed(ErrorCode::invalid, "result must be delivered, failed or timeout");
}

Task<Result<Sent>> CapturedNotifier::send(Notification notification) {
  ReceiverPlan plan = ReceiverPlan::delivered;
  {
    const std::lock_guard lock(mutex_);
    const auto own = plans_.find(notification.channel);
    const auto common = plans_.find("");
    if (common != plans_.end()) plan = common->second;
    if (own != plans_.end()) plan = own->second;
    if (attempts_.size() >= attempts_most) attempts_.erase(attempts_.begin());
    attempts_.push_back({std::move(notification), plan, clock_.now()});
  }
  if (plan == ReceiverPlan::failed)
    co_return anban::failed(ErrorCode::invalid, "the receiver refused");
  if (plan == ReceiverPlan::timeout) {
    co_return anban::failed(ErrorCode::timed_out, "the receiver did not answer");
  }
  co_return Sent();
}

void CapturedNotifier::set_plan(std::string_view channel, ReceiverPlan plan) {
  const std::lock_guard lock(mutex_);
  if (channel.empty()) plans_.clear();
  plans_.insert_or_assign(std::string(channel), plan);
}

std::vector<Captured> CapturedNotifier::attempts() const {
  const std::lock_guard lock(mutex_);
  return attempts_;
}

void CapturedNotifier::reset() {
  const std::lock_guard lock(mutex_);
  plans_.clear();
  attempts_.clear();
}

}  // namespace anban::sim
