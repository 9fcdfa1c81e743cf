// SPDX-License-Identifier: Apache-2.0
// GET /v1/models: reads the model server's list and writes ours, with characters as
// `character:<id>`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace anban::wire {

/// Large hubs list some hundreds of models; what lies beyond this is left out.
inline constexpr std::size_t models_max = 10'000;

struct ModelEntry {
  std::string id;
  std::string owned_by = "anban";
  std::int64_t created = 0;  // seconds since 1970
  friend bool operator==(const ModelEntry&, const ModelEntry&) = default;
};

/// From {"data": [{"id": …}, …]}; entries without a proper id are skipped. Errors: `invalid`,
/// `exhausted`.
Result<std::vector<ModelEntry>> read_models(std::string_view body);

/// {"object": "list", "data": [{"id", "object": "model", "created", "owned_by"}]}.
std::string models_body(const std::vector<ModelEntry>& models);

/// One entry alone, for GET /v1/models/{id}.
std::string model_body(const ModelEntry& model);

}  // namespace anban::wire
