// SPDX-License-Identifier: Apache-2.0
// Fills in channel and address, then sends.
#include "notify/on_call.h"

namespace anban::notify {

void OnCallChannel::add_channel(std::string channel, Notifier& notifier) {
  channels_.insert_or_assign(std::move(channel), &notifier);
}

Task<Result<Sent>> OnCallChannel::send(Notification notification) {
  auto who = who_();
  if (!who) co_return failed(ErrorCode::unavailable, who.error().detail);
  if (!*who) co_return failed(ErrorCode::not_found, "nobody is on call");
  notification.channel = (*who)->channel;
  notification.address = (*who)->address;
  const auto channel = channels_.find(notification.channel);
  if (channel == channels_.end()) {
    co_return failed(ErrorCode::not_found, "the channel of who is on call is not configured");
  }
  Result<Sent> sent = co_await channel->second->send(std::move(notification));
  co_return sent;
}

}  // namespace anban::notify
