// SPDX-License-Identifier: Apache-2.0
// Rules of guardians' settings, field by field.
#include "people/guardianship.h"

#include <algorithm>
#include <array>

namespace anban {
namespace {

constexpr std::array<const char*, setting_fields> names{
    "quota_minutes",   "hours",        "blocked_characters",
    "blocked_types",   "blocked_tags", "spend_single_fen",
    "spend_month_fen", "memory",       "training"};

template <class T>
std::optional<T> least_of(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

std::optional<AllowedHours> both_allow(const std::optional<AllowedHours>& a,
                                       const std::optional<AllowedHours>& b) {
  if (!a || !b) return a ? a : b;
  AllowedHours hours{std::max(a->from, b->from), std::min(a->until, b->until)};
  if (hours.from >= hours.until) hours = {Seconds(0), Seconds(0)};
  return hours;
}

std::vector<std::string> joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  for (const std::string& each : b) {
    if (std::find(a.begin(), a.end(), each) == a.end()) a.push_back(each);
  }
  return a;
}

std::vector<BlockedCharacter> joined(std::vector<BlockedCharacter> a,
                                     const std::vector<BlockedCharacter>& b) {
  for (const BlockedCharacter& each : b) {
    const auto same = [&each](const BlockedCharacter& other) { return other.id == each.id; };
    if (std::none_of(a.begin(), a.end(), same)) a.push_back(each);
  }
  return a;
}

GuardianSettings strictest_of(GuardianSettings a, const GuardianSettings& b) {
  a.quota = least_of(a.quota, b.quota);
  a.hours = both_allow(a.hours, b.hours);
  a.blocked = joined(std::move(a.blocked), b.blocked);
  a.blocked_types = joined(std::move(a.blocked_types), b.blocked_types);
  a.blocked_tags = joined(std::move(a.blocked_tags), b.blocked_tags);
  a.spend_single = least_of(a.spend_single, b.spend_single);
  a.spend_month = least_of(a.spend_month, b.spend_month);
  a.memory_off = a.memory_off || b.memory_off;
  a.training_off = a.training_off || b.training_off;
  return a;
}

void copy_field(SettingField field, const GuardianSettings& from, GuardianSettings& into) {
  switch (field) {
    case SettingField::quota: into.quota = from.quota; break;
    case SettingField::hours: into.hours = from.hours; break;
    case SettingField::blocked: into.blocked = from.blocked; break;
    case SettingField::blocked_types: into.blocked_types = from.blocked_types; break;
    case SettingField::blocked_tags: into.blocked_tags = from.blocked_tags; break;
    case SettingField::spend_single: into.spend_single = from.spend_single; break;
    case SettingField::spend_month: into.spend_month = from.spend_month; break;
    case SettingField::memory: into.memory_off = from.memory_off; break;
    case SettingField::training: into.training_off = from.training_off; break;
  }
}

/// Lists in one order, so that the order in which somebody sent them is no difference.
GuardianSettings only(SettingField field, const GuardianSettings& settings) {
  GuardianSettings out;
  copy_field(field, settings, out);
  std::sort(out.blocked.begin(), out.blocked.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  for (BlockedCharacter& each : out.blocked) each.sketch = {};
  std::sort(out.blocked_types.begin(), out.blocked_types.end());
  std::sort(out.blocked_tags.begin(), out.blocked_tags.end());
  return out;
}

bool has(const std::vector<std::string>& list, std::string_view word) {
  return !word.empty() && std::find(list.begin(), list.end(), word) != list.end();
}

bool blocks(const GuardianSettings& settings, const CharacterMarks& character) {
  for (const BlockedCharacter& each : settings.blocked) {
    if ((!character.id.empty() && each.id == character.id) ||
        is_copy(each.sketch, character.sketch)) {
      return true;
    }
  }
  if (has(settings.blocked_types, character.derived) ||
      has(settings.blocked_types, character.relationship)) {
    return true;
  }
  return std::any_of(character.tags.begin(), character.tags.end(),
                     [&](const std::string& each) { return has(settings.blocked_tags, each); });
}

bool is_guardians_consent(const Consent& consent) {
  return consent.purpose == "minor_service" || consent.purpose == "minor_personal_information" ||
         consent.purpose == "emotional_companionship";
}

bool let_loosen(GuardianSide& side, Instant now) {
  bool any = false;
  for (auto it = side.waiting.begin(); it != side.waiting.end();) {
    if (now < it->from) {
      ++it;
      continue;
    }
    copy_field(it->field, it->wanted, side.settings);
    it = side.waiting.erase(it);
    any = true;
  }
  return any;
}

}  // namespace

const char* name_of(SettingField field) { return names[static_cast<std::size_t>(field)]; }

std::optional<SettingField> setting_field(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (name == names[i]) return static_cast<SettingField>(i);
  }
  return std::nullopt;
}

Change change_setting(GuardianSide& side, SettingField field, const GuardianSettings& wanted,
                      const std::string& id, Instant from) {
  std::erase_if(side.waiting, [field](const Loosening& each) { return each.field == field; });
  const GuardianSettings before = only(field, side.settings);
  const GuardianSettings at_once = strictest_of(side.settings, wanted);
  const bool tightens = only(field, at_once) != before;
  const bool loosens = only(field, at_once) != only(field, wanted);
  copy_field(field, at_once, side.settings);
  if (loosens) {
    Loosening loosening{id, field, {}, from};
    copy_field(field, wanted, loosening.wanted);
    side.waiting.push_back(std::move(loosening));
  }
  if (tightens) return loosens ? Change::both : Change::tightened;
  return loosens ? Change::loosened : Change::none;
}

bool take_back(Guardianship& guardianship, const std::string& id) {
  std::size_t taken = 0;
  for (GuardianSide& side : guardianship.sides) {
    taken += std::erase_if(side.waiting, [&id](const Loosening& each) { return each.id == id; });
  }
  return taken > 0;
}

GuardianSide& side_of(Guardianship& guardianship, const std::string& guardian) {
  for (GuardianSide& each : guardianship.sides) {
    if (each.guardian == guardian) return each;
  }
  guardianship.sides.push_back(GuardianSide{guardian, {}, {}});
  return guardianship.sides.back();
}

const GuardianSide* find_side(const Guardianship& guardianship, const std::string& guardian) {
  for (const GuardianSide& each : guardianship.sides) {
    if (each.guardian == guardian) return &each;
  }
  return nullptr;
}

GuardianSettings strictest(const Guardianship& guardianship) {
  GuardianSettings settings;
  for (const GuardianSide& each : guardianship.sides) {
    settings = strictest_of(std::move(settings), each.settings);
  }
  return settings;
}

std::optional<Milliseconds> quota_set(const Guardianship& guardianship) {
  std::optional<Milliseconds> quota;
  for (const GuardianSide& each : guardianship.sides) quota = least_of(quota, each.settings.quota);
  return quota;
}

std::optional<AllowedHours> hours_set(const Guardianship& guardianship) {
  std::optional<AllowedHours> hours;
  for (const GuardianSide& each : guardianship.sides) {
    hours = both_allow(hours, each.settings.hours);
  }
  return hours;
}

bool is_blocked(const Guardianship& guardianship, const CharacterMarks& character) {
  return std::any_of(guardianship.sides.begin(), guardianship.sides.end(),
                     [&](const GuardianSide& side) { return blocks(side.settings, character); });
}

SpendLimits limits_with(const Guardianship& guardianship, SpendLimits by_age) {
  for (const GuardianSide& each : guardianship.sides) {
    if (each.settings.spend_single) {
      by_age.single = std::min(by_age.single, *each.settings.spend_single);
    }
    if (each.settings.spend_month) {
      by_age.month = std::min(by_age.month, *each.settings.spend_month);
    }
  }
  return by_age;
}

bool settle_guardians(Profile& profile, Guardianship& guardianship, Instant now) {
  bool any = false;
  for (GuardianSide& side : guardianship.sides) any = let_loosen(side, now) || any;
  const auto is_over = [now](const std::optional<Contact>& guardian) {
    return guardian && guardian->ends && now >= *guardian->ends;
  };
  for (std::optional<Contact>* each : {&profile.second_guardian, &profile.guardian}) {
    if (!is_over(*each)) continue;
    const std::string gone = (*each)->id;
    std::erase_if(guardianship.sides, [&](const auto& side) { return side.guardian == gone; });
    each->reset();
    any = true;
  }
  if (!profile.guardian && profile.second_guardian) {
    std::swap(profile.guardian, profile.second_guardian);
    any = true;
  }
  if (any && !profile.guardian) std::erase_if(profile.consents, is_guardians_consent);
  return any;
}

const Contact* bound_guardian(const Profile& profile, std::string_view guardian) {
  for (const std::optional<Contact>* each : {&profile.guardian, &profile.second_guardian}) {
    if (*each && (*each)->confirmed && (*each)->id == guardian) return &**each;
  }
  return nullptr;
}

int bound_guardians(const Profile& profile) {
  return (profile.guardian && profile.guardian->confirmed ? 1 : 0) +
         (profile.second_guardian && profile.second_guardian->confirmed ? 1 : 0);
}

}  // namespace anban
