// SPDX-License-Identifier: Apache-2.0
// What a fresh installation greets its engineer with: keys, a set-up link, and in development a
// demonstration adult with a personal key, so that a stock client works with base URL and key
// alone.
#pragma once

#include <string>

#include "app/installation.h"

namespace anban::app {

/// Makes what is missing and returns the lines to print. Errors: those of the journal.
Result<std::string> greet(Installation& installation, std::uint16_t port);

}  // namespace anban::app
