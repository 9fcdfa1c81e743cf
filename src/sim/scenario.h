// SPDX-License-Identifier: Apache-2.0
// Scenario files: whole turns as a regulator can read them (packs/<id>/examples/README.md has the
// words). This is the reader and the writer; test/scenarios runs them against the whole server.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/local_time.h"

namespace anban::sim {

struct ScenarioPerson {
  std::string name;
  std::optional<int> age;  // or:
  std::optional<LocalDate> born;
  std::string guardian;   // name; empty: none
  std::string contact;    // empty: "contact", or nobody where there is a guardian
  bool consents = false;  // the guardian agreed to service and personal information
  bool confirmed = true;  // guardian and contact
  bool registered = true;
  bool agreed = true;
};

/// One line above `----`.
struct ScenarioAct {
  enum class Kind {
    person,     // `person`
    character,  // name, words: from now on spoken to
    card,       // words: from now on the app's system message
    model,      // words: from now on the model's answer
    model_fails,
    detector_fails,
    detector_works,
    at,     // `when`
    after,  // `span`
    chats,  // name, span
    says,   // name, words
    exits,  // name: the button
  };
  Kind kind = Kind::says;
  int line = 0;
  std::string name;  // of the person or character; empty: the person named last
  std::string words;
  Instant when;
  Milliseconds span{0};
  ScenarioPerson person;
};

/// One line below `----`.
struct ScenarioClaim {
  enum class Kind { outcome, refused, hears, silent, told, record, model };
  Kind kind = Kind::outcome;
  int line = 0;
  std::string whom;     // told: a name, "on_call" or "nobody"; record: the noun
  std::string what;     // the rest; for model "asked" or "not asked"
  bool quoted = false;  // hears "…"
  friend bool operator==(const ScenarioClaim& a, const ScenarioClaim& b) {
    return a.kind == b.kind && a.whom == b.whom && a.what == b.what && a.quoted == b.quoted;
  }
};

struct ScenarioStep {
  std::vector<ScenarioAct> acts;
  std::vector<ScenarioClaim> claims;
};

struct Scenario {
  std::string title;  // the first comment
  std::vector<ScenarioStep> steps;
};

struct ScenarioFault {
  int line = 0;
  std::string what;
};

/// Every fault of the file, not only the first. At most 100,000 bytes and 5,000 lines.
std::expected<Scenario, std::vector<ScenarioFault>> read_scenario(std::string_view text);

/// The claim as a line, without a line break: `hears  crisis.tier2.words`.
std::string to_text(const ScenarioClaim& claim);

/// `text` with the lines below each step's `----` replaced by those claims. What stands above is
/// kept byte for byte. `claims` has one list a step of `text`, which read_scenario() accepts.
std::string rewrite_scenario(std::string_view text,
                             const std::vector<std::vector<ScenarioClaim>>& claims);

}  // namespace anban::sim
