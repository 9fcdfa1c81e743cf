// SPDX-License-Identifier: Apache-2.0
// A takeover: somebody of the staff answers a person in the model's place (O-92). Pure rules and
// the stored form: whose it is, when it ends by itself, what of it the person has not been shown
// yet. The words are not here: they are messages of the conversation (turn/takeovers.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/local_time.h"
#include "base/result.h"

namespace anban {

/// Who of the staff; `name` is empty for keys of programs.
struct StaffMember {
  std::string key;  // id of the key or account
  std::string name;
  std::string role;
  friend bool operator==(const StaffMember&, const StaffMember&) = default;
};

enum class TakeoverEnd { handed_back, idle, lease_ended, signed_out };
const char* name_of(TakeoverEnd why);

struct Takeover {
  std::string id;  // tko_…
  CaseId care_case;
  StaffMember by;
  Instant started;
  Instant last_act;                    // of the staff: the beginning, or their last message
  std::optional<Instant> lease_until;  // of the case; nothing: it has none
  SessionId session;                   // the person's, as last seen
  CharacterId character;
  std::vector<TurnId> unshown;  // their messages that no reply has shown yet
  std::optional<Instant> ended = {};
  TakeoverEnd why = TakeoverEnd::handed_back;
  bool end_told = false;  // in a reply
  std::string note = {};  // of whoever handed back
  friend bool operator==(const Takeover&, const Takeover&) = default;

  bool is_active() const { return !ended.has_value(); }
  /// Whether some reply still has to say something of it.
  bool has_news() const { return !unshown.empty() || (ended && !end_told); }
};

/// Messages of the staff that wait for a reply; a person who is away longer reads the newest.
inline constexpr std::size_t unshown_most = 64;

/// When it ends if the staff do nothing more: `idle` after their last act, or with the lease.
Instant ends_at(const Takeover& takeover, Milliseconds idle);
/// What ended it, where it is over at `now`.
std::optional<TakeoverEnd> over_at(const Takeover& takeover, Instant now, Milliseconds idle);

std::string to_stored(const Takeover& takeover);
/// Errors: corrupt.
Result<Takeover> takeover_from_stored(std::string_view text);

}  // namespace anban
