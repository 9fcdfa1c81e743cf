// SPDX-License-Identifier: Apache-2.0
// When the reminder falls due.
#include "duties/time_in_use/time_in_use.h"

#include "pack/text_keys.h"

namespace anban::duties {

void time_in_use(const TurnFacts& facts, const pack::Params& params, Requirements& required) {
  if (!facts.person.registered || facts.repeated) return;
  const Milliseconds every = params.time_in_use.reminder_every;
  const UseMeter& use = facts.person.state.use;
  const Milliseconds reached = use.continuous / every * every;
  if (reached <= use.reminded_at) return;
  const bool pause = params.time_in_use.pause_wording;
  required.push_back(
      {Duty::time_in_use, 98,
       Tell{.event_type = "notice.two_hours",
            .severity = Severity::warn,
            .display = Display::dialog,
            .title = pack::keys::notice_two_hours_title,
            .text =
                pause ? pack::keys::notice_two_hours_pause_body : pack::keys::notice_two_hours_body,
            .gravity = 50,
            .amount = std::to_string(std::chrono::floor<std::chrono::hours>(reached).count())}});
  required.push_back({Duty::time_in_use, 98, Reminded{reached, Reminder::two_hours}});
}

}  // namespace anban::duties
