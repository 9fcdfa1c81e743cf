// SPDX-License-Identifier: Apache-2.0
// Identifiers that letters or words make known (Art. 16): e-mail and postal addresses, plates,
// passports, unified social credit codes (GB 32100), WeChat and QQ numbers. Serves identifiers.h.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signals/finding.h"
#include "signals/normalise.h"

namespace anban::signals {

/// A text without borders of words, with the unit of each character.
class PlainText {
 public:
  explicit PlainText(std::span<const Unit> units);
  std::size_t size() const { return points_.size(); }
  /// The character there; 0 outside, also before the first (at = -1).
  char32_t at(std::size_t place) const { return place < points_.size() ? points_[place] : 0; }
  std::u32string_view points() const { return points_; }
  /// Personal information in [begin, end), in units.
  Finding finding(std::size_t begin, std::size_t end, const char* kind) const;
  /// Whether one of `words`, each with a space behind it, stands in the `reach` characters before
  /// `place`, in the same clause.
  bool has_before(std::size_t place, std::size_t reach, std::u32string_view words) const;

 private:
  std::u32string points_;
  std::vector<std::uint32_t> units_;
};

inline bool is_latin(char32_t point) { return point >= U'a' && point <= U'z'; }
inline bool is_number(char32_t point) { return point >= U'0' && point <= U'9'; }

/// Adds what is found, until `found` holds `most`.
void add_named_identifiers(const PlainText& text, std::size_t most, Findings& found);

}  // namespace anban::signals
