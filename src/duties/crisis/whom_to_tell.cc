// SPDX-License-Identifier: Apache-2.0
// The choice of whom to tell. A contact known but not yet confirmed is told too: where a life is at
// stake a wrong address costs less than silence, and the message holds no text of the conversation.
#include "duties/crisis/whom_to_tell.h"

namespace anban::duties {
namespace {

bool shares_address(const Contact& a, const Contact& b) {
  return a.channel == b.channel && a.address == b.address;
}

/// Somebody is feared: only another confirmed contact may be told. The finding's kind names the
/// feared side where the words did ("guardian", "contact"); otherwise it is whoever would be told.
std::string somebody_else(const Profile& profile, bool minor, const std::string& feared) {
  const auto& guardian = profile.guardian;
  const auto& contact = profile.emergency_contact;
  const bool guardian_is_feared = feared == "guardian" || (feared != "contact" && minor);
  if (guardian && contact && shares_address(*guardian, *contact)) return "on_call";
  if (guardian_is_feared) {
    return minor && contact && contact->confirmed ? "emergency_contact" : "on_call";
  }
  return minor && guardian && guardian->confirmed ? "guardian" : "on_call";
}

}  // namespace

std::string whom_to_tell(const TurnFacts& facts) {
  if (!facts.person.registered) return "on_call";
  const Profile& profile = facts.person.profile;
  const bool minor = facts.person.standing.is_minor_by_age;
  const signals::Finding* feared =
      signals::find(facts.about_person, signals::Category::harm_by_contact);
  if (feared != nullptr) return somebody_else(profile, minor, feared->kind);
  if (minor && profile.guardian) return "guardian";
  if (profile.emergency_contact) return "emergency_contact";
  return profile.guardian ? "guardian" : "on_call";
}

}  // namespace anban::duties
