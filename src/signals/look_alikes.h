// SPDX-License-Identifier: Apache-2.0
// Which Chinese characters look alike (Art. 8, 13: a phrase in another spelling is the same
// phrase). Read from tables/look_alikes.inc; constant time a question.
#pragma once

#include <cstdint>
#include <span>

namespace anban::signals {

/// The characters that this one may stand for because it looks like them, the closest first.
std::span<const std::uint16_t> look_alikes_of(char32_t written);

}  // namespace anban::signals
