// SPDX-License-Identifier: Apache-2.0
// The loop of an event stream.
#include "api/listener.h"

namespace anban::api {

Task<void> stream_events(Call& call, std::shared_ptr<Listener> listener) {
  call.exchange.when_abandoned([listener] { listener->leave(); });
  auto beginning = call.exchange.begin(StreamHead());
  Result<void> going = co_await std::move(beginning);
  while (going && !listener->has_left()) {
    const std::string events = listener->take();
    if (events.empty()) {
      auto waiting = listener->wait();
      co_await std::move(waiting);
      continue;
    }
    auto writing = call.exchange.write(events);
    going = co_await std::move(writing);
  }
  call.exchange.when_abandoned({});
  call.exchange.close();
}

}  // namespace anban::api
