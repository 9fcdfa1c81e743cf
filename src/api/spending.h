// SPDX-License-Identifier: Apache-2.0
// What calls about spending share: limits by age, and purchases as they are kept (O-124, O-136).
#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "pack/params.h"
#include "people/person.h"
#include "people/standing.h"
#include "turn/turn.h"

namespace anban::api {

/// What age alone allows; nothing for adults, who have no limit. The caller holds person.mutex.
std::optional<SpendLimits> limits_by_age(const Person& person, const Standing& standing,
                                         const pack::Params& params);
/// Errors: those of the vault, corrupt.
Result<Purchase> purchase_from(TurnDeps& deps, const Person& person, const KeptRow& row);
/// The purchase that was kept with that mark, if any.
Result<std::optional<Purchase>> stored_purchase(TurnDeps& deps, const Person& person,
                                                const Digest& mark);
nlohmann::json purchase_json(const Purchase& purchase);

}  // namespace anban::api
