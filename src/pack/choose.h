// SPDX-License-Identifier: Apache-2.0
// Which packs hold for somebody (O-202, O-233): by region and by date; where several do, one pack
// is made of them in which the strictest value of each parameter stands.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace anban::pack {

using PackList = std::vector<std::shared_ptr<const Pack>>;

/// The packs of `loaded` that apply in `region` ("CN", "US-CA") at `now`, in the order of `loaded`.
/// A pack of jurisdiction "US" applies in "US-CA" too. A pack that another one in force replaces
/// does not apply, nor one not yet in force beside one that is. Where no jurisdiction fits, the
/// first pack applies: nobody is unprotected because their region is unknown.
PackList packs_for(const PackList& loaded, std::string_view region, Instant now);

/// One pack for several (at least one): texts, help lines and what cannot be ordered come from the
/// first; parameters are the strictest; obligations and word lists are the union. One pack is
/// returned as it is.
std::shared_ptr<const Pack> strictest_of(const PackList& packs);

}  // namespace anban::pack
