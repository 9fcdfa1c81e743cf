// SPDX-License-Identifier: Apache-2.0
// Fields and their faults.
#include "api/body_fields.h"

#include <algorithm>

#include "api/call.h"
#include "base/utf8.h"

namespace anban::api {

std::string text_in(const nlohmann::json& body, const char* name, std::size_t most, Field field,
                    Faults& faults) {
  const auto found = body.find(name);
  if (found == body.end() && field == Field::optional) return {};
  if (found == body.end()) {
    faults.push_back({name, "is missing"});
    return {};
  }
  auto text = found->is_string() ? found->get<std::string>() : std::string();
  if (!text.empty() && count_code_points(text) <= most) return text;
  faults.push_back({name, "must be a string of 1 to " + std::to_string(most) + " characters"});
  return {};
}

void refuse_unknown(const nlohmann::json& body, std::initializer_list<std::string_view> known,
                    Faults& faults) {
  for (const auto& [name, value] : body.items()) {
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      faults.push_back({name, "is not a known field"});
    }
  }
}

wire::Problem faulty(Faults faults) {
  wire::Problem out =
      problem(422, "Some fields are wrong", "Mend the fields named in errors and send again.");
  out.faults = std::move(faults);
  return out;
}

}  // namespace anban::api
