// SPDX-License-Identifier: Apache-2.0
// A notification as an event.
#include "turn/in_app.h"

#include "wire/anban_object.h"

namespace anban {

Result<bool> InApp::tell(const Notification& notification) {
  const auto person = deps_.people.find_by_ref(PersonRef(notification.address.reveal()));
  if (!person) return failed(person);
  if (!*person) return failed(ErrorCode::invalid, "the person is not registered any more");
  {
    const std::lock_guard guard((*person)->mutex);
    if ((*person)->listeners.empty()) return false;
  }
  wire::AnbanEvent event;
  event.id = "evt_" + notification.id.text;  // of a retry the same
  event.type = notification.event;
  event.severity = "warn";
  event.display.as = "dialog";
  event.display.title = notification.subject;
  event.display.body = notification.body;
  tell_listeners(**person, wire::anban_event_json(event));
  return true;
}

Task<Result<Sent>> InApp::send(Notification notification) {
  const Result<bool> told = tell(notification);
  if (also_ != nullptr) {
    auto sending = also_->send(std::move(notification));
    const Result<Sent> sent = co_await std::move(sending);
    co_return sent;
  }
  if (!told) co_return failed(told);
  if (!*told) co_return failed(ErrorCode::unavailable, "no client of the person listens now");
  co_return Sent();
}

}  // namespace anban
