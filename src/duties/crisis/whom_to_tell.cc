// SPDX-License-Identifier: Apache-2.0
// The choice of whom to tell. A contact known but not yet confirmed is told too: where a life is at
// stake a wrong address costs less than silence, and the message holds no text of the conversation.
#include "duties/crisis/whom_to_tell.h"

#include "pack/text_keys.h"

namespace anban::duties {
namespace {

bool shares_address(const Contact& a, const Contact& b) {
  const Reach of_a{a.channel, a.address};
  const Reach of_b{b.channel, b.address};
  return of_a == of_b || a.also == of_b || b.also == of_a || (a.also && a.also == b.also);
}

/// Somebody is feared: only another confirmed contact may be told.
std::string somebody_else(const Profile& profile, bool minor, bool guardian_is_feared) {
  const auto& guardian = profile.guardian;
  const auto& contact = profile.emergency_contact;
  if (guardian && contact && shares_address(*guardian, *contact)) return "on_call";
  if (guardian_is_feared) {
    return minor && contact && contact->confirmed ? "emergency_contact" : "on_call";
  }
  return minor && guardian && guardian->confirmed ? "guardian" : "on_call";
}

}  // namespace

ContactWords words_to(const std::string& recipient, const std::string& case_kind) {
  using namespace pack::keys;
  const bool of_elders = case_kind.starts_with("elder_");
  if (recipient == "on_call" && of_elders) {
    return {"elder.case", on_call_elder_subject, on_call_elder_body};
  }
  if (recipient == "on_call") return {"crisis.case", on_call_case_subject, on_call_case_body};
  if (case_kind == "property_loss") {
    return {"crisis.contact", contact_property_loss_subject, contact_property_loss_body};
  }
  if (case_kind == "self_harm_intent") {
    return {"crisis.contact", contact_crisis_subject, contact_crisis_body};
  }
  return {"crisis.contact", contact_life_danger_subject, contact_life_danger_body};
}

MayTell may_tell(const Profile& profile, const std::string& feared, const std::string& recipient) {
  if (recipient == "on_call") return MayTell::yes;
  const bool is_guardian = recipient == "guardian";
  const auto& told = is_guardian ? profile.guardian : profile.emergency_contact;
  const auto& other = is_guardian ? profile.emergency_contact : profile.guardian;
  if (!told) return MayTell::is_nobody;
  if (feared.empty()) return MayTell::yes;
  const bool is_feared = feared == "both" || feared == (is_guardian ? "guardian" : "contact");
  if (is_feared || (other && shares_address(*told, *other))) return MayTell::is_feared;
  return told->confirmed ? MayTell::yes : MayTell::is_unconfirmed;
}

Contact without_unknown_ways(Contact contact, const std::string& feared) {
  if (!feared.empty()) contact.also.reset();
  return contact;
}

std::string who_is_feared(const TurnFacts& facts) {
  const signals::Finding* feared =
      signals::find(facts.about_person, signals::Category::harm_by_contact);
  if (feared == nullptr) return {};
  if (feared->kind == "guardian" || feared->kind == "contact") return feared->kind;
  return facts.person.standing.is_minor_by_age ? "guardian" : "contact";
}

std::string whom_to_tell(const TurnFacts& facts) {
  if (!facts.person.registered) return "on_call";
  const Profile& profile = facts.person.profile;
  const bool minor = facts.person.standing.is_minor_by_age;
  const std::string feared = who_is_feared(facts);
  if (!feared.empty()) return somebody_else(profile, minor, feared == "guardian");
  if (minor && profile.guardian) return "guardian";
  if (profile.emergency_contact) return "emergency_contact";
  return profile.guardian ? "guardian" : "on_call";
}

}  // namespace anban::duties
