// SPDX-License-Identifier: Apache-2.0
// A person as clients see them, and the body with which they are registered, checked field by field
// so that every fault is named at once (422).
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/private.h"
#include "pack/pack.h"
#include "people/person.h"
#include "people/standing.h"
#include "wire/api_error.h"

namespace anban::api {

/// The proof that may come with a registration: the app's word, or a number (which is hashed at
/// once and never kept).
struct InlineIdentity {
  IdentityMethod method = IdentityMethod::app_asserted;
  Private<std::string> subject;
  std::optional<LocalDate> birth_date;
};

/// What the body of PUT users/{id} and POST registrations says; absent fields stay as they are.
struct PersonBody {
  std::optional<LocalDate> birth_date;
  std::optional<std::string> locale;
  std::optional<std::string> region;
  std::optional<std::string> time_zone;
  std::optional<std::string> agreement_version;
  std::optional<Contact> guardian;
  std::optional<Contact> emergency_contact;
  std::optional<InlineIdentity> identity;
};

enum class Confirmations { by_code, believed };  // believed: the sandbox

/// Reads the body. `today` is the date against which ages are checked (0 to 120).
std::expected<PersonBody, std::vector<wire::FieldFault>> read_person_body(
    const nlohmann::json& body, const LocalDate& today, const std::string& agreement_version,
    Confirmations confirmations);

/// The body of an invitation: a contact with every field; faults are added.
Contact read_invited(const nlohmann::json& body, Confirmations confirmations,
                     std::vector<wire::FieldFault>& faults);

/// The answer of GET users/{id}: never an address in clear ("m***@example.com").
/// The caller holds person.mutex.
nlohmann::json person_json(const Person& person, const pack::Params& params,
                           const StandingRules& rules, Instant now);
/// The level of dependence as of the person's newest turn, what makes it, and the reminders given
/// (O-96, O-97). The caller holds person.mutex.
nlohmann::json dependence_json(const LiveState& state, const pack::Params& params);
/// A contact as others see it: masked.
nlohmann::json contact_json(const Contact& contact);
/// "21:30"; the end of the day is "24:00".
std::string clock_text(Seconds time_of_day);

/// "138****5678", "m***@example.com", "https://hooks.example/…".
std::string masked_address(const Reach& reach);

}  // namespace anban::api
