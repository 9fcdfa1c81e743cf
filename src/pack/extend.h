// SPDX-License-Identifier: Apache-2.0
// A pack that extends another (`extends` in pack.toml) has that pack's files wherever it has none
// of its own, so that a draft which only asks for more does not copy the rest. What it asks for
// more lies below stricter/ in the form of an overlay: it tightens and never loosens.
#pragma once

#include <functional>
#include <string_view>

#include "pack/source.h"

namespace anban::pack {

/// The files of a pack's own folder, by its id.
using FilesOf = std::function<Result<PackSource>(std::string_view id)>;

/// The whole source of the pack `id`; the extended pack extends none itself. Errors: those of
/// `files_of`, and invalid where the extended pack is not there.
Result<PackSource> whole_source(std::string_view id, const FilesOf& files_of);

/// The files below stricter/, named as in an overlay.
PackSource stricter_part(const PackSource& source);

}  // namespace anban::pack
