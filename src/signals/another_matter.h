// SPDX-License-Identifier: Apache-2.0
// Whether somebody clearly turns to another matter: supper, homework, a film, the weather. In the
// window of a crisis all else is taken as being about it still ("say you miss me", "your turn",
// "drop the leaflet, sergeant"): that pressing has too many forms for a list, everyday matters do
// not (O-87).
#pragma once

#include <string_view>

namespace anban::signals {

/// False where the words also speak to the character about how it talks, or call for going on.
/// Linear in `text` (UTF-8); looks at the first another_matter_read_most bytes.
bool turns_to_another_matter(std::string_view text);
inline constexpr std::size_t another_matter_read_most = 2048;

}  // namespace anban::signals
