// SPDX-License-Identifier: Apache-2.0
// ensure(): what cannot happen is stated and checked in every build; a broken promise ends the
// process, because going on would serve people from a state nobody understands.
#pragma once

#include <source_location>

namespace anban {

/// Ends the process with `why_it_holds` and the place where `condition` is false.
void ensure(bool condition, const char* why_it_holds,
            std::source_location where = std::source_location::current());

}  // namespace anban
