// SPDX-License-Identifier: Apache-2.0
// The identity services of the configuration ("[identity]"): a verification service for resident
// ids, and the national online identity as a code flow (O-77 to O-79).
#pragma once

#include <memory>

#include "app/configuration.h"
#include "app/toml_fields.h"
#include "ports/clock.h"
#include "ports/identity_service.h"

namespace anban::app {

void read_identity_services(Fields& root, Configuration& out);

/// Errors: invalid (ca_file cannot be read).
Result<std::unique_ptr<IdentityServices>> make_identity_services(
    const IdentityConfiguration& configuration, const Clock& clock);

}  // namespace anban::app
