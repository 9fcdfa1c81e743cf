// SPDX-License-Identifier: Apache-2.0
// Ids from a clock value and the entropy that was handed in.
#include "ports/entropy.h"

#include <array>

#include "base/ids.h"

namespace anban {

std::string new_id_text(std::string_view prefix, Instant now, Entropy& entropy) {
  std::array<unsigned char, 10> random{};
  entropy.fill(random);
  return make_id(prefix, now.time_since_epoch().count(), random);
}

}  // namespace anban
