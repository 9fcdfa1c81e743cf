// SPDX-License-Identifier: Apache-2.0
// Measuring the detectors as the server runs them: precision, recall and F1 a label with bootstrap
// intervals, what ordinary talk sets off, what recall remains under evasion, and the time a text
// takes. Decided findings count, at the one frozen threshold each detector has.
#pragma once

#include <filesystem>
#include <string>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "ports/clock.h"
#include "signals/observer.h"

namespace anban::learning {

struct EvaluationPlan {
  std::filesystem::path corpora;  // with train/ and test/
  std::filesystem::path data;     // public sets; what is absent is left out
  std::string set = "all";        // or a set's name ("corpora/crisis", "COLD"), or a .tsv file
};

/// {"sets": [...], "streams": [...], "evasions": [...], "speed": {...}}; `not_found` where no set
/// is called so.
Result<nlohmann::json> evaluate(const EvaluationPlan& plan, const signals::Observer& observer,
                                const Clock& clock);

/// The same for people: tables in Markdown.
std::string table_of(const nlohmann::json& figures);

}  // namespace anban::learning
