// SPDX-License-Identifier: Apache-2.0
// The process that is killed: many callers commit turns, registrations and erasures, and each
// acknowledgement is a line: "turn <id>", "person <ref>", "erased <ref>", "checkpoint <size>".
#pragma once

#include <string>

namespace anban::torture {

/// Works until it is killed. Returns only on a failure that it did not expect.
int run_child(const std::string& folder, unsigned round, int acknowledge_to);

}  // namespace anban::torture
