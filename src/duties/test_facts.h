// SPDX-License-Identifier: Apache-2.0
// Facts for tests of duties: an adult, a minor and a stranger at an ordinary hour, and short ways
// to say what was heard and to ask what a duty required.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "duties/facts.h"
#include "duties/requirement.h"

namespace anban::duties::testing_facts {

inline const Instant noon{Milliseconds(1'785'556'800'000)};  // 2026-08-01T12:00:00+08:00

inline Contact contact_of(std::string id, std::string address) {
  return {std::move(id), "Mei", "friend", "sms", std::move(address), true};
}

inline void set_now(TurnFacts& facts, Instant now) {
  facts.now = now;
  facts.local = local_time(now, facts.person.profile.time_zone);
}

/// Standing follows from profile and state; to be called after either was changed.
inline void settle(TurnFacts& facts) {
  facts.person.standing =
      standing_of(facts.person.profile, facts.person.state, StandingRules{}, facts.now);
}

/// Registered, complete, `age` years old today; minors have a confirmed guardian and consents.
inline TurnFacts person_of(int age) {
  TurnFacts facts;
  set_now(facts, noon);
  facts.person.registered = true;
  Profile& profile = facts.person.profile;
  profile.id = PersonId("lin");
  profile.birth_date = LocalDate{2026 - age, 8, 1};
  profile.agreement = Agreement{"1", noon};
  if (age < 18) {
    profile.guardian = contact_of("grd_1", "+8613900000000");
    profile.consents = {{"minor_service", "1", true, "grd_1", noon},
                        {"minor_personal_information", "1", true, "grd_1", noon}};
  } else {
    profile.emergency_contact = contact_of("emergency", "+8613800000000");
  }
  settle(facts);
  return facts;
}

inline TurnFacts adult() { return person_of(30); }
inline TurnFacts minor() { return person_of(15); }
inline TurnFacts stranger() {
  TurnFacts facts;
  set_now(facts, noon);
  return facts;
}

inline signals::Finding heard(signals::Category category, std::string kind = {}) {
  return {category, 1.0F, true, {}, std::move(kind), "test"};
}
inline void hear(TurnFacts& facts, signals::Category category, std::string kind = {}) {
  facts.about_person.push_back(heard(category, std::move(kind)));
}

template <class E>
std::vector<E> all_of(const Requirements& required) {
  std::vector<E> found;
  for (const Requirement& each : required) {
    if (const E* effect = std::get_if<E>(&each.effect)) found.push_back(*effect);
  }
  return found;
}
template <class E>
bool has(const Requirements& required) {
  return first<E>(required) != nullptr;
}

inline const Tell* told(const Requirements& required, std::string_view event_type) {
  for (const Requirement& each : required) {
    const Tell* tell = std::get_if<Tell>(&each.effect);
    if (tell != nullptr && tell->event_type == event_type) return tell;
  }
  return nullptr;
}

/// The code of the first refusal, or "".
inline std::string refusal(const Requirements& required) {
  const Refuse* refuse = first<Refuse>(required);
  return refuse == nullptr ? std::string() : refuse->code;
}
/// The words of the first answer, or "".
inline std::string_view answer(const Requirements& required) {
  const Answer* found = first<Answer>(required);
  return found == nullptr ? std::string_view() : found->text.name;
}

}  // namespace anban::duties::testing_facts
