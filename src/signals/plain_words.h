// SPDX-License-Identifier: Apache-2.0
// Short lists of words looked up as they stand: Chinese ones anywhere, English ones as whole words
// in any case. For what needs no rule, since too many hits cost little.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace anban::signals {

class PlainWords {
 public:
  /// Of views that outlive this; Chinese ones of three bytes or more, English ones in lower case.
  PlainWords(std::span<const std::string_view> chinese, std::span<const std::string_view> english);

  /// Whether `text` (UTF-8) says one of them. Linear in `text`, whatever their number.
  bool are_in(std::string_view text) const;
  /// Likewise one of those for which `counts` says yes.
  bool are_in(std::string_view text, const std::function<bool(std::string_view)>& counts) const;

 private:
  template <class Counts>
  bool has_chinese(std::string_view text, Counts&& counts) const;
  template <class Counts>
  bool has_english(std::string_view text, Counts&& counts) const;

  std::vector<std::string_view> chinese_;   // sorted
  std::vector<std::string_view> english_;   // sorted
  std::array<std::uint64_t, 64> begins_{};  // a bit for the hash of the first three bytes
};

}  // namespace anban::signals
