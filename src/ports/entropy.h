// SPDX-License-Identifier: Apache-2.0
// Randomness as a constructor argument, so that a simulation replays from its seed.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/local_time.h"

namespace anban {

class Entropy {
 public:
  virtual ~Entropy() = default;
  /// Thread safe.
  virtual void fill(std::span<unsigned char> out) = 0;
};

/// A new id (base/ids.h) such as `new_id<TurnId>("trn_", now, entropy)`.
template <class IdType>
IdType new_id(std::string_view prefix, Instant now, Entropy& entropy);

std::string new_id_text(std::string_view prefix, Instant now, Entropy& entropy);

template <class IdType>
IdType new_id(std::string_view prefix, Instant now, Entropy& entropy) {
  return IdType(new_id_text(prefix, now, entropy));
}

}  // namespace anban
