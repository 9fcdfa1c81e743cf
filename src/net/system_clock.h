// SPDX-License-Identifier: Apache-2.0
// The system's clock behind ports/clock.h; the one place outside tests that asks it for the date.
#pragma once

#include <chrono>

#include "ports/clock.h"

namespace anban {

class SystemClock final : public Clock {
 public:
  Instant now() const override {
    return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace anban
