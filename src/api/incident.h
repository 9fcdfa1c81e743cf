// SPDX-License-Identifier: Apache-2.0
// A breach of persons' information as the responsible staff put it down (O-135; Minors Regulations
// Art. 35): what happened to which kinds of information and when, what it may lead to, what was
// done and what to do, in the words that guardians will read. Nothing in it names a person.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "api/body_fields.h"
#include "base/local_time.h"
#include "base/result.h"
#include "pack/pack.h"

namespace anban::api {

struct IncidentWords {
  std::string harm;
  std::string measures;
  std::string advice;
};

struct Incident {
  std::string id;                        // "inc_…"
  std::string kind;                      // "leaked", "tampered", "lost"
  std::vector<std::string> information;  // "profile", "contacts", "conversations", "purchases"
  Instant happened;
  Instant recorded;
  std::string contact;                         // whom to ask
  std::map<std::string, IncidentWords> words;  // by locale, at least one
};

/// Persons told so far.
struct IncidentCounts {
  int persons = 0;
  int minors = 0;
  int guardians = 0;
  int without_guardian = 0;  // minors of whom no guardian is bound
};

constexpr std::size_t incident_persons_most = 1000;  // in one call

/// Reads the body but its persons; faults are added.
Incident read_incident(const nlohmann::json& body, Instant now, Faults& faults);
/// The list `persons`: ids of the app, each once.
std::vector<std::string> persons_in(const nlohmann::json& body, Faults& faults);

nlohmann::json to_json(const Incident& incident);
/// Errors: corrupt.
Result<Incident> incident_from(const nlohmann::json& stored);
nlohmann::json to_json(const IncidentCounts& counts);
IncidentCounts counts_from(const nlohmann::json& stored);

/// What the pack's texts of a breach are filled with, in that locale.
pack::Placeholders words_for(const Incident& incident, const pack::Pack& pack,
                             const std::string& locale);

}  // namespace anban::api
