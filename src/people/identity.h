// SPDX-License-Identifier: Apache-2.0
// What is known of how a person proved who they are (O-77 to O-80): the method, the time and the
// birth date that the proof gave. Never a number, a name or a document.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/local_time.h"

namespace anban {

enum class IdentityMethod : std::uint8_t {
  phone_code,
  resident_id,
  national_identity,
  app_asserted
};

/// "phone_code", "resident_id", "national_identity", "app_asserted".
const char* name_of(IdentityMethod method);
std::optional<IdentityMethod> identity_method(std::string_view name);

/// Who vouches: a service or a real channel, or nobody but the person or the app.
enum class Vouching : std::uint8_t { stated, verified };

struct Identity {
  IdentityMethod method = IdentityMethod::app_asserted;
  Vouching vouching = Vouching::stated;
  Instant at;
  std::optional<LocalDate> birth_date;  // as the proof gave it
  friend bool operator==(const Identity&, const Identity&) = default;
};

/// Only a birth date for which a service vouches may make somebody older.
inline bool proves_age(const Identity& identity) {
  return identity.vouching == Vouching::verified && identity.birth_date.has_value();
}

/// Of 18 characters (GB 11643): region, calendar date and check character (MOD 11-2); a final x may
/// be small. The birth date, or nothing where the number cannot be one.
std::optional<LocalDate> birth_date_of_resident_id(std::string_view number);

}  // namespace anban
