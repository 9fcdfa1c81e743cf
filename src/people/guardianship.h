// SPDX-License-Identifier: Apache-2.0
// What guardians set for a child (Art. 14; O-122 to O-125): each guardian has settings of their
// own, and of two the strictest holds in every field. What is stricter holds at once; what is
// looser waits, and can be taken back until then. Pure rules; `now` is a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"
#include "people/card_sketch.h"
#include "people/profile.h"
#include "people/spending.h"

namespace anban {

/// Local hours in which a child may talk; from >= until: never.
struct AllowedHours {
  Seconds from{0};
  Seconds until{86400};
  friend bool operator==(const AllowedHours&, const AllowedHours&) = default;
};

struct BlockedCharacter {
  std::string id;
  CardSketch sketch;  // of its words when it was blocked: a copy is blocked too
  friend bool operator==(const BlockedCharacter&, const BlockedCharacter&) = default;
};

/// What is absent is left to the pack.
struct GuardianSettings {
  static constexpr std::size_t blocked_most = 64;  // of each kind
  std::optional<Milliseconds> quota;               // a day
  std::optional<AllowedHours> hours;
  std::vector<BlockedCharacter> blocked;
  std::vector<std::string> blocked_types;  // "partner", "relative", or a declared relationship
  std::vector<std::string> blocked_tags;
  std::optional<std::int64_t> spend_single;  // fen
  std::optional<std::int64_t> spend_month;
  bool memory_off = false;
  bool training_off = false;
  friend bool operator==(const GuardianSettings&, const GuardianSettings&) = default;
};

enum class SettingField {
  quota,
  hours,
  blocked,
  blocked_types,
  blocked_tags,
  spend_single,
  spend_month,
  memory,
  training
};
inline constexpr std::size_t setting_fields = 9;
/// As the API spells it: "quota_minutes", "hours", "blocked_characters", …
const char* name_of(SettingField field);
std::optional<SettingField> setting_field(std::string_view name);

/// A looser value of one field, in force from then on.
struct Loosening {
  std::string id;  // of the change, "chg_…"
  SettingField field = SettingField::quota;
  GuardianSettings wanted;  // that field of it
  Instant from;
  friend bool operator==(const Loosening&, const Loosening&) = default;
};

struct GuardianSide {
  std::string guardian;  // id
  GuardianSettings settings;
  std::vector<Loosening> waiting;  // at most one a field
  friend bool operator==(const GuardianSide&, const GuardianSide&) = default;
};

struct Guardianship {
  std::vector<GuardianSide> sides;  // at most two
  Spending spending;
  friend bool operator==(const Guardianship&, const Guardianship&) = default;
};

/// What is known of a character when it is compared with what guardians blocked.
struct CharacterMarks {
  std::string id;
  std::string derived;       // "partner", "relative", "other"
  std::string relationship;  // as declared
  std::vector<std::string> tags;
  CardSketch sketch;
};

enum class Change { none, tightened, loosened, both };
/// Gives one field the value that it has in `wanted`: as far as that is stricter at once, the rest
/// from `from` on as the change `id`. A loosening of that field that waited is forgotten.
Change change_setting(GuardianSide& side, SettingField field, const GuardianSettings& wanted,
                      const std::string& id, Instant from);
/// Forgets the loosening `id`; false where none waits under it.
bool take_back(Guardianship& guardianship, const std::string& id);

/// The guardian's own part, made where it is new.
GuardianSide& side_of(Guardianship& guardianship, const std::string& guardian);
const GuardianSide* find_side(const Guardianship& guardianship, const std::string& guardian);

/// The strictest of all sides in every field.
GuardianSettings strictest(const Guardianship& guardianship);
/// The same of single fields, without copies: every turn of a minor asks.
std::optional<Milliseconds> quota_set(const Guardianship& guardianship);
std::optional<AllowedHours> hours_set(const Guardianship& guardianship);
bool is_blocked(const Guardianship& guardianship, const CharacterMarks& character);

/// The limits of spending: those by age, and where guardians are stricter theirs.
SpendLimits limits_with(const Guardianship& guardianship, SpendLimits by_age);

/// Lets what has fallen due by `now` happen: loosenings come into force, links that ended go with
/// their settings and, with the last guardian, the consents that only guardians give. Whether
/// anything did.
bool settle_guardians(Profile& profile, Guardianship& guardianship, Instant now);

/// The guardian of that id who is bound to the person (confirmed, not ended), or null.
const Contact* bound_guardian(const Profile& profile, std::string_view guardian);
/// How many are.
int bound_guardians(const Profile& profile);

}  // namespace anban
