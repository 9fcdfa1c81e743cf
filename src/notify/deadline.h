// SPDX-License-Identifier: Apache-2.0
// One attempt with an end: whatever a receiver does, the outbox goes on at the deadline.
#pragma once

#include "ports/clock.h"
#include "ports/notifier.h"

namespace anban::notify {

/// notifier.send(notification), or `timed_out` at `until`; the attempt is cancelled then and its
/// late answer is dropped. An exception becomes `unavailable`.
Task<Result<Sent>> send_until(Notifier& notifier, Notification notification, Timer& timer,
                              Instant until);

}  // namespace anban::notify
