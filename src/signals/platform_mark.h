// SPDX-License-Identifier: Apache-2.0
// The mark under which the platform and its staff speak ("【安伴】", "[Anban]",
// "【真人工作人员】"). A model that writes it speaks in their name: a threat, an order or a claim
// to be human that the person has every reason to believe (Art. 8(2), (6), Art. 18). So no reply of
// a model may hold it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "signals/finding.h"

namespace anban::signals {

/// Reads a reply one code point after another.
class PlatformMark {
 public:
  /// Whether the mark stands complete behind `point`: an opening bracket and the whole name, in any
  /// case and width, spaces between or not. The English label of the staff is an ordinary word,
  /// and a mark only where it opens a line.
  bool read(char32_t point);
  /// Code points at the end of what was read that may still become the mark.
  std::uint32_t pending() const { return pending_; }

 private:
  std::u32string name_;
  std::uint32_t pending_ = 0;
  bool begins_line_ = true;  // nothing but spaces since the last line
  bool opens_line_ = false;  // the bracket did
};

/// The mark in a whole reply (UTF-8), with its span in code points, or nothing.
std::optional<Finding> platform_mark_in(std::string_view reply);
/// The finding for a mark at that place.
Finding platform_mark_at(Span span);

}  // namespace anban::signals
