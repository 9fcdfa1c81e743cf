// SPDX-License-Identifier: Apache-2.0
// Fills in channel and address, then sends.
#include "notify/on_call.h"

namespace anban::notify {

void OnCallChannel::change(OnCall now) {
  const std::lock_guard lock(mutex_);
  now_ = std::move(now);
}

Task<Result<void>> OnCallChannel::send(Notification notification) {
  Notifier* notifier = nullptr;
  {
    const std::lock_guard lock(mutex_);
    notifier = now_.notifier;
    notification.channel = now_.channel;
    notification.address = now_.address;
  }
  if (notifier == nullptr) co_return failed(ErrorCode::not_found, "nobody is on call");
  Result<void> sent = co_await notifier->send(std::move(notification));
  co_return sent;
}

}  // namespace anban::notify
