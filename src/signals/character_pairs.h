// SPDX-License-Identifier: Apache-2.0
// How likely Chinese characters are, alone and behind another: a small model of ordinary writing
// for signals/shape_view.h. Read from tables/character_pairs.inc; constant time a question.
#pragma once

namespace anban::signals {

/// Of a character: minus the logarithm of its share, in quarters of a bit.
int cost_of_character(char32_t character);

/// The same of a character behind another one. A filter: a pair in some five hundred that nobody
/// writes is taken for a known one.
int cost_behind(char32_t before, char32_t character);

}  // namespace anban::signals
