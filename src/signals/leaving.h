// SPDX-License-Identifier: Apache-2.0
// Whether a message asks to leave (Art. 19, O-162): its whole, its last clause, or a farewell in
// its first clause is nothing but a phrase of leaving. A question about leaving is not leaving.
#pragma once

#include <optional>

#include "signals/finding.h"
#include "signals/scene.h"

namespace anban::signals {

/// The exit found, with its span in units, or nothing. `kind` is "farewell" or "request".
std::optional<Finding> leaving_of(const Scene& scene);

}  // namespace anban::signals
