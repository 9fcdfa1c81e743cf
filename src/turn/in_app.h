// SPDX-License-Identifier: Apache-2.0
// The channel to the person within the app ("in_app"): an event to whichever clients listen now.
// Where none does, the attempt fails and the outbox tries again; the next reply says it anyway, for
// whoever writes such a row lets a notice wait as well.
#pragma once

#include "ports/notifier.h"
#include "turn/turn.h"

namespace anban {

class InApp final : public Notifier {
 public:
  /// `also`: takes every notification over in the place of the clients (the sandbox's receivers).
  explicit InApp(TurnDeps& deps, Notifier* also = nullptr) : deps_(deps), also_(also) {}
  /// The address is the person's reference. Errors: unavailable (nobody listens), invalid (there is
  /// no such person any more).
  Task<Result<Sent>> send(Notification notification) override;

 private:
  /// Whether somebody listened.
  Result<bool> tell(const Notification& notification);

  TurnDeps& deps_;
  Notifier* also_;
};

}  // namespace anban
