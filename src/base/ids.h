// SPDX-License-Identifier: Apache-2.0
// Ids that cannot be swapped for one another. PersonId and CharacterId are the client's spelling
// (1 to 128 printable characters); the others are ours: a prefix and 26 characters of Crockford
// base32, sortable by time of making (48-bit milliseconds and 80 random bits, as ULID).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace anban {

template <class Tag>
struct Id {
  std::string text;
  Id() = default;
  explicit Id(std::string value) : text(std::move(value)) {}
  bool empty() const { return text.empty(); }
  friend auto operator<=>(const Id&, const Id&) = default;
};

using PersonId = Id<struct PersonTag>;  // the app's own name for a person
/// psn_…: ours, random, in evidence; meaningless after erasure.
using PersonRef = Id<struct PersonRefTag>;
using GuardianId = Id<struct GuardianTag>;  // grd_…
using SessionId = Id<struct SessionTag>;    // ses_… or the client's session name
using CharacterId = Id<struct CharacterTag>;
using TurnId = Id<struct TurnTag>;                  // trn_…
using EventId = Id<struct EventTag>;                // evt_…
using CaseId = Id<struct CaseTag>;                  // cas_…
using NotificationId = Id<struct NotificationTag>;  // ntf_…
using KeyId = Id<struct KeyTag>;                    // key_…

/// "trn_01J…": `milliseconds` since 1970 and ten random bytes.
std::string make_id(std::string_view prefix, std::int64_t milliseconds,
                    const std::array<unsigned char, 10>& random);

/// Whether a client's id is 1 to 128 code points without control characters and valid UTF-8.
bool is_acceptable_client_id(std::string_view text);

}  // namespace anban

template <class Tag>
struct std::hash<anban::Id<Tag>> {
  std::size_t operator()(const anban::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.text);
  }
};
