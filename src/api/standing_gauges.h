// SPDX-License-Identifier: Apache-2.0
// Gauges that are read from the store when somebody asks for /metrics: what waits, what failed,
// what is overdue. No labels that name people.
#pragma once

#include <string>

#include "turn/turn.h"

namespace anban::api {

/// Prometheus text; a gauge that cannot be read now is left out.
std::string standing_gauges(const TurnDeps& deps);

}  // namespace anban::api
