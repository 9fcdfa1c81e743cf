// SPDX-License-Identifier: Apache-2.0
// A short fingerprint of a character's words, by which a copy of it is known under any other name
// (O-123): MinHash over runs of four letters, so that two texts agree in about as many of its
// places as they share of their runs. It is no text: nothing can be read out of it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace anban {

struct CardSketch {
  std::array<std::uint32_t, 32> least{};  // all zero: of no text
  friend bool operator==(const CardSketch&, const CardSketch&) = default;
};

/// Spaces, punctuation and the case of letters do not count. Empty for texts under four letters.
CardSketch sketch_of(std::string_view text);
/// Whether the texts share three fifths of their runs or more; an empty sketch is nobody's copy.
bool is_copy(const CardSketch& a, const CardSketch& b);

std::string to_text(const CardSketch& sketch);
/// Empty for what does not read.
CardSketch sketch_from(const std::string& text);

}  // namespace anban
