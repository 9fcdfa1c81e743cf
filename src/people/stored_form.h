// SPDX-License-Identifier: Apache-2.0
// The stored form of a person: JSON that is sealed under the person's data key before it reaches
// the store. Reading is strict about types and lenient about absent fields, so that an older row
// opens in a newer program.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "base/json_writer.h"
#include "base/result.h"
#include "people/guardianship.h"
#include "people/live_state.h"
#include "people/profile.h"

namespace anban {

std::string to_stored(const Profile& profile, const Guardianship& guardianship = {});
std::string to_stored(const LiveState& state);
/// Errors: corrupt.
Result<Profile> profile_from_stored(std::string_view text);
/// The guardians' part of a stored profile.
Result<Guardianship> guardianship_from_stored(std::string_view text);
Result<LiveState> live_state_from_stored(std::string_view text);

/// The guardians' part of a profile.
void write_guardianship(JsonWriter& out, const Guardianship& guardianship);

/// The part of a LiveState that trend.h counts. Reading throws nlohmann's exceptions.
void write_trends(JsonWriter& out, const Trends& trends);
Trends trends_from(const nlohmann::json& json);

}  // namespace anban
