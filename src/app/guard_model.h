// SPDX-License-Identifier: Apache-2.0
// The guard model of the configuration ("[guard_model]"): its reading, and the client that calls
// it. It has connections of its own with the deadline's patience, so that a guard model that hangs
// costs nobody else anything.
#pragma once

#include <memory>

#include "app/configuration.h"
#include "app/toml_fields.h"
#include "net/client.h"
#include "net/http_upstream.h"
#include "turn/second_opinion.h"

namespace anban::app {

void read_guard_model(Fields& root, Configuration& out);

GuardSettings guard_settings(const GuardConfiguration& configuration);

struct GuardModel {
  std::unique_ptr<HttpClient> client;
  std::unique_ptr<HttpUpstream> upstream;
};
/// Errors: invalid (a base URL or key that does not do).
Result<GuardModel> make_guard_model(const GuardConfiguration& configuration, Loops& loops);

}  // namespace anban::app
