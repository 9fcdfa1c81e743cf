// SPDX-License-Identifier: Apache-2.0
// Consents: separate, default no, withdrawable (O-114, O-130, O-155). Those for a child are given
// by a guardian's session only.
#include <algorithm>
#include <array>

#include "api/api.h"
#include "api/guardian_settings.h"
#include "evidence/leaf.h"
#include "turn/admit.h"

namespace anban::api {
namespace {

constexpr std::array<std::string_view, 8> purposes{"minor_service",
                                                   "minor_personal_information",
                                                   "emotional_companionship",
                                                   "training",
                                                   "training_sensitive",
                                                   "personalisation",
                                                   "third_party",
                                                   "biometric"};

/// The most consents of one person, counting one for each recipient.
constexpr std::size_t consents_max = 64;

/// Whether only a guardian may grant it.
bool is_guardians(std::string_view purpose) {
  return purpose == "minor_service" || purpose == "minor_personal_information" ||
         purpose == "emotional_companionship";
}

nlohmann::json consent_json(const Consent& consent) {
  return {{"purpose", consent.purpose},
          {"version", consent.version},
          {"granted", consent.granted},
          {"by", consent.by},
          {"recipient",
           consent.recipient.empty() ? nlohmann::json() : nlohmann::json(consent.recipient)},
          {"at", to_text(consent.at)}};
}

std::vector<wire::FieldFault> faults_in(const nlohmann::json& body) {
  std::vector<wire::FieldFault> faults;
  const auto purpose = body.find("purpose");
  if (purpose == body.end() || !purpose->is_string() ||
      std::find(purposes.begin(), purposes.end(), purpose->get<std::string>()) == purposes.end()) {
    faults.push_back({"purpose",
                      "must be one of minor_service, minor_personal_information, "
                      "emotional_companionship, training, training_sensitive, "
                      "personalisation, third_party, biometric"});
  }
  if (!body.contains("granted") || !body["granted"].is_boolean()) {
    faults.push_back({"granted", "must be true or false"});
  }
  if (body.contains("version") && !words_in(body["version"], 32)) {
    faults.push_back({"version", "must be a string of 1 to 32 characters"});
  }
  const bool third_party = body.value("purpose", nlohmann::json()) == "third_party";
  if (body.contains("recipient") && (!third_party || !words_in(body["recipient"], 128))) {
    faults.push_back({"recipient", "goes with third_party: a string of 1 to 128 characters"});
  }
  for (const auto& [name, value] : body.items()) {
    if (name != "purpose" && name != "granted" && name != "version" && name != "recipient") {
      faults.push_back({name, "is not a known field"});
    }
  }
  return faults;
}

std::string leaf_of(const Consent& consent, const PersonRef& person, const char* actor) {
  evidence::ActLeaf leaf;
  leaf.kind = consent.granted ? "consent.granted" : "consent.withdrawn";
  leaf.at = consent.at;
  leaf.person = person;
  leaf.actor = actor;
  leaf.facts = {{"purpose", consent.purpose}, {"version", consent.version}};
  if (!consent.recipient.empty()) leaf.facts.emplace_back("recipient", consent.recipient);
  return evidence::leaf_body(leaf);
}

void put_consent(Profile& profile, Consent consent) {
  for (Consent& each : profile.consents) {
    if (each.purpose == consent.purpose && each.recipient == consent.recipient) {
      each = std::move(consent);
      return;
    }
  }
  profile.consents.push_back(std::move(consent));
}

bool has_room_for(const Profile& profile, const Consent& consent) {
  if (profile.consents.size() < consents_max || consent.recipient.empty()) return true;
  return std::any_of(profile.consents.begin(), profile.consents.end(), [&](const Consent& each) {
    return each.purpose == consent.purpose && each.recipient == consent.recipient;
  });
}

/// Why this caller may not give or withdraw the consent; nothing: they may.
std::optional<wire::Problem> objection(const Person& person, const Consent& consent,
                                       const Standing& standing, const pack::Params& params,
                                       const Caller& caller) {
  const bool by_guardian = caller.kind == CallerKind::guardian;
  const bool childs = standing.needs_child_consent && consent.granted;
  const bool handed_on = consent.purpose == "third_party" && consent.granted &&
                         standing.mode == Mode::minor && params.guardians.third_party_consent;
  if (!by_guardian && (is_guardians(consent.purpose) || childs || handed_on)) {
    return problem(403, "Only a guardian may consent",
                   "This consent is given in a guardian's session.");
  }
  if (!has_room_for(person.profile, consent)) {
    return problem(422, "Too many recipients", "A person's consents name at most 64 in all.");
  }
  const GuardianSettings set = strictest(person.guardianship);
  const bool off = (consent.purpose == "personalisation" && set.memory_off) ||
                   (consent.purpose.starts_with("training") && set.training_off);
  if (consent.granted && off) {
    return problem(403, "A guardian turned this off",
                   "The guardian's settings have memory or training off.");
  }
  for (const Consent& each : person.profile.consents) {
    const bool same = each.purpose == consent.purpose && each.recipient == consent.recipient;
    const bool others = by_guardian && each.by != caller.guardian.text &&
                        bound_guardian(person.profile, each.by) != nullptr;
    if (same && consent.granted && !each.granted && others) {
      return problem(403, "The other guardian withdrew this consent",
                     "Of two guardians the stricter holds: who withdrew it gives it again.");
    }
  }
  return std::nullopt;
}

}  // namespace

Task<void> Api::get_consents(Call& call) {
  const auto person = person_of(call);
  if (!person) return answer_unavailable(call, person.error());
  if (!*person) return answer_not_found(call);
  nlohmann::json data = nlohmann::json::array();
  const std::lock_guard guard((*person)->mutex);
  for (const Consent& each : (*person)->profile.consents) data.push_back(consent_json(each));
  return answer_json(call, 200, list_of(std::move(data), false));
}

Task<void> Api::post_consent(Call& call) {
  const auto found = person_of(call);
  const auto body = object_in(call);
  if (!found || !*found || !body) {
    auto answering = answer_lacking(call, found, body);
    co_await std::move(answering);
    co_return;
  }
  wire::Problem wrong = problem(422, "Some fields are wrong", "Mend the fields named in errors.");
  wrong.faults = faults_in(*body);
  if (!wrong.faults.empty()) {
    auto answering = answer_problem(call, std::move(wrong));
    co_await std::move(answering);
    co_return;
  }
  const bool by_guardian = call.caller.kind == CallerKind::guardian;
  const auto purpose = (*body)["purpose"].get<std::string>();
  const std::shared_ptr<Person> person = *found;
  TurnDeps& deps = turn();
  const auto policy = deps.policies.current();
  Transaction record;
  Consent consent{purpose,
                  body->value("version", std::string("1")),
                  (*body)["granted"].get<bool>(),
                  by_guardian ? call.caller.guardian.text : std::string("person"),
                  deps.clock.now(),
                  body->value("recipient", std::string())};
  std::optional<wire::Problem> no;
  {
    const std::lock_guard guard(person->mutex);
    const Standing standing = standing_of(person->profile, person->state,
                                          standing_rules(*policy->pack, deps.settings), consent.at);
    no = objection(*person, consent, standing, policy->pack->params, call.caller);
    if (!no) {
      put_consent(person->profile, consent);
      record.leaves.push_back({leaf_of(consent, person->ref, by_guardian ? "guardian" : "person")});
      record.persons.push_back(deps.people.row(*person, RowParts::state_and_profile));
    }
  }
  if (no) {
    auto answering = answer_problem(call, std::move(*no));
    co_await std::move(answering);
    co_return;
  }
  auto committing = deps.journal.commit(std::move(record));
  const Result<Committed> committed = co_await std::move(committing);
  if (!committed) {
    deps.people.forget(*person);  // what is in memory must not be ahead of what is stored
    auto answering = answer_unavailable(call, committed.error());
    co_await std::move(answering);
    co_return;
  }
  if (!consent.granted && is_guardians(purpose)) stop_running(*person, StopReason::withdrawn);
  auto answering = answer_json(call, 201, consent_json(consent));
  co_await std::move(answering);
}

}  // namespace anban::api
