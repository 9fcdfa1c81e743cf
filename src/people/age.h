// SPDX-License-Identifier: Apache-2.0
// Age bands and modes: who is a child, a minor, an adult, an elder, on which local day.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/local_time.h"

namespace anban {

enum class AgeBand : std::uint8_t { b0_2, b3_7, b8_11, b12_13, b14_15, b16_17, b18_59, b60_up };

/// "0-2" … "18-59", "60+".
const char* name_of(AgeBand band);
/// `age` in whole years, 0 to 120.
AgeBand age_band(int age);
/// The smallest age of the band.
int youngest_of(AgeBand band);
/// Whether everybody of the band is below `years` (a band boundary).
bool is_below(AgeBand band, int years);

enum class Mode : std::uint8_t { adult, minor, elder };
const char* name_of(Mode mode);

}  // namespace anban
