// SPDX-License-Identifier: Apache-2.0
// The part of the configuration that says how people are reached.
#pragma once

#include "app/configuration.h"
#include "app/toml_fields.h"

namespace anban::app {

/// [mail], [webhook], [sms], [notifications] and [on_call].
void read_channels(Fields& root, Configuration& out);

}  // namespace anban::app
