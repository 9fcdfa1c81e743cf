// SPDX-License-Identifier: Apache-2.0
// English words in another spelling (Art. 8, 13): digits and marks for letters ("su1c1de", "k!ll"),
// words run together ("killmyself"), letters drawn out ("diiie"). Only words that rules and word
// lists use are read so; whatever else it is stays. Serves restore.h as a third view. Linear; a
// text without Latin letters costs one look a character.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "signals/image.h"
#include "signals/normalise.h"
#include "signals/restore.h"

namespace anban::signals {

class LatinSpelling {
 public:
  /// The Latin words of a phrase, as normalise_phrase() gives it, are words that may be read.
  void add(std::span<const char32_t> phrase);

  /// The text with those words in their own spelling; nothing where there are none.
  std::optional<Restored> restore(const NormalText& text) const;

  void write(ImageWriter& image) const;
  /// A copy of those of an image; false where it holds none.
  [[nodiscard]] bool read(ImageReader& image);

 private:
  struct Token;
  std::optional<std::vector<std::string>> words_in(const Token& token) const;
  std::optional<std::string> unmasked(std::string_view letters) const;
  std::vector<std::string> parted(std::string_view letters) const;
  bool is_known(std::string_view word) const { return words_.contains(std::string(word)); }
  std::unordered_set<std::string> words_;
};

}  // namespace anban::signals
