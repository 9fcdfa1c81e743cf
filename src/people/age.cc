// SPDX-License-Identifier: Apache-2.0
// Age bands as the guideline and the Measures cut them.
#include "people/age.h"

namespace anban {

const char* name_of(AgeBand band) {
  switch (band) {
    case AgeBand::b0_2: return "0-2";
    case AgeBand::b3_7: return "3-7";
    case AgeBand::b8_11: return "8-11";
    case AgeBand::b12_13: return "12-13";
    case AgeBand::b14_15: return "14-15";
    case AgeBand::b16_17: return "16-17";
    case AgeBand::b18_59: return "18-59";
    case AgeBand::b60_up: return "60+";
  }
  return "0-2";
}

AgeBand age_band(int age) {
  if (age < 3) return AgeBand::b0_2;
  if (age < 8) return AgeBand::b3_7;
  if (age < 12) return AgeBand::b8_11;
  if (age < 14) return AgeBand::b12_13;
  if (age < 16) return AgeBand::b14_15;
  if (age < 18) return AgeBand::b16_17;
  return age < 60 ? AgeBand::b18_59 : AgeBand::b60_up;
}

int youngest_of(AgeBand band) {
  static constexpr int youngest[] = {0, 3, 8, 12, 14, 16, 18, 60};
  return youngest[static_cast<std::size_t>(band)];
}

bool is_below(AgeBand band, int years) { return youngest_of(band) < years; }

const char* name_of(Mode mode) {
  switch (mode) {
    case Mode::adult: return "adult";
    case Mode::minor: return "minor";
    case Mode::elder: return "elder";
  }
  return "minor";
}

}  // namespace anban
