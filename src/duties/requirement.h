// SPDX-License-Identifier: Apache-2.0
// Requirements: what duties ask for, as data. They are recorded before they are carried out, so any
// turn can be replayed and proved. Precedence is per effect: others are notified first, then the
// person is spoken to, then the turn is refused or ended.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/local_time.h"
#include "pack/pack.h"

namespace anban::duties {

enum class Duty {
  registration,
  content,
  influence,
  minors,
  guardians,
  crisis,
  after_care,
  elders,
  personal_data,
  labels,
  dependence,
  time_in_use,
  leaving,
  scope
};
const char* name_of(Duty duty);

enum class Severity { info, warn, critical };
enum class Display { dialog, banner, card, in_line };
/// Where the words of a Tell stand: nowhere (only in `anban`), as the reply's one notice, before
/// the reply (soothing of tier 1), or behind it (the help line of a crisis window).
enum class Inline { none, notice, before, behind };

/// Admission says no: 403 with `code` ("anban_agreement_missing"), unless a crisis or an exit is
/// answered instead.
struct Refuse {
  std::string code;
  pack::TextKey text;
  std::vector<std::string> missing;  // named items ("emergency_contact")
};

/// Fixed words in place of the model; 200.
struct Answer {
  std::string outcome;  // "soothed", "replaced", "refused", "ended"
  pack::TextKey text;
};

/// An event for the client; also inline words of the reply where `text` is not empty.
struct Tell {
  std::string event_type;  // "notice.two_hours", "crisis.card", "disclosure.ai", …
  Severity severity = Severity::info;
  Display display = Display::in_line;
  pack::TextKey title;
  pack::TextKey text;
  int gravity = 0;  // one inline notice a reply: the gravest; others wait
  Inline in_words = Inline::notice;
  std::string amount;  // fills {hours} or {minutes}
  int level = 0;       // of a crisis card: 1 to 4
};

/// Somebody outside is told, through the durable outbox.
struct Notify {
  std::string recipient;  // "guardian", "emergency_contact", "on_call"
  std::string event;      // "crisis.contact"
  pack::TextKey subject;
  pack::TextKey text;
};

struct OpenCase {
  std::string kind;  // "self_harm_intent"
  int tier = 2;
  int level = 0;  // duties/crisis/level.h
};

/// Words added for the model (never shown): care, safety, persona limits.
struct Instruct {
  pack::TextKey text;
};

/// Replies are screened clause by clause, or held whole.
struct HoldClauses {};
struct HoldWhole {};

struct EndSession {};
struct OpenCrisisWindow {
  Instant until;
  int level = 3;
};
/// The person wants no more of the lines of the days after.
struct EndAfterCare {};
struct Strike {
  std::string category;
};
struct Suspend {
  Instant until;
};
/// The stream is stopped at that moment with these words (night, quota).
struct StopAt {
  Instant when;
  std::string event_type;
  pack::TextKey text;
};
/// Something was said that waits before it is said again; the two of the use meter up to this
/// continuous time.
enum class Reminder {
  two_hours,
  reality,
  elder_guidance,
  elder_warning,
  dependence,
  boundary,
  after_care
};
struct Reminded {
  Milliseconds at;
  Reminder which = Reminder::two_hours;
  int level = 0;  // of dependence
};

/// From now on the person is taken for a minor, until an appeal ends it (O-127).
struct SuspectMinor {};

using Effect = std::variant<Refuse, Answer, Tell, Notify, OpenCase, Instruct, HoldClauses,
                            HoldWhole, EndSession, OpenCrisisWindow, Strike, Suspend, StopAt,
                            Reminded, SuspectMinor, EndAfterCare>;

/// "tell", "notify", …: the effect's name in records.
const char* name_of(const Effect& effect);

struct Requirement {
  Duty duty;
  int obligation;  // 98 for O-98
  Effect effect;
};

using Requirements = std::vector<Requirement>;

/// The first effect of that kind, or null.
template <class E>
const E* first(const Requirements& all) {
  for (const Requirement& each : all) {
    if (const E* effect = std::get_if<E>(&each.effect)) return effect;
  }
  return nullptr;
}

}  // namespace anban::duties
