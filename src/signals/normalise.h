// SPDX-License-Identifier: Apache-2.0
// The normaliser: text as everything in signals/ reads it. Compatibility forms, case, traditional
// characters, look-alikes and enclosed letters are folded; marks that cannot be seen are dropped;
// runs of spaces become one. Serves every duty that rests on words (Art. 8, 13, 14, 18, 19): the
// same phrase in another spelling is the same phrase. Each unit knows the code point of the
// original it came from, so findings point into the text as sent. One pass, linear, any bytes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace anban::signals {

/// Stands in the unit stream before the first and behind the last letter of a Latin word or number,
/// so that "assassin" does not hold "ass". Above Unicode, so no text can hold it.
inline constexpr char32_t word_boundary = 0x110000;

/// One normalised code point and the index of the original code point it came from.
struct Unit {
  char32_t point;
  std::uint32_t origin;
  friend bool operator==(const Unit&, const Unit&) = default;
};

enum class Kind : std::uint8_t { letter, word, ideograph, separator, sentence_end, space };

/// kind_of() for what is rare in Chinese.
Kind kind_by_table(char32_t normalised);

/// The class of a normalised code point: `word` is a-z and 0-9, `letter` any other script.
inline Kind kind_of(char32_t normalised) {
  const bool common = normalised >= 0x4E00 && normalised <= 0x9FFF;
  return common ? Kind::ideograph : kind_by_table(normalised);
}

/// Streaming form: one original code point after another. A few bytes of state.
class Normaliser {
 public:
  /// Appends what `original` becomes: nothing, one unit or several.
  void push(char32_t original, std::vector<Unit>& out);
  /// The text ends: closes a word.
  void finish(std::vector<Unit>& out);
  /// Original code points so far.
  std::uint32_t count() const { return count_; }

 private:
  void put(char32_t point, std::vector<Unit>& out);
  std::uint32_t count_ = 0;
  std::uint32_t last_ = 0;  // origin of the last unit: a closing boundary belongs to it
  bool in_word_ = false;
  bool after_space_ = false;
};

/// Puts code points together from chunks that may end inside one. Malformed bytes are U+FFFD, one
/// for each byte, whatever the chunks.
class CodePoints {
 public:
  /// Calls each(char32_t point, std::string_view its_bytes) for every whole code point.
  template <class Each>
  void feed(std::string_view chunk, Each&& each) {
    std::size_t at = 0;
    while (kept_size_ > 0 && at < chunk.size()) {
      kept_[kept_size_++] = chunk[at++];
      drain(each, whole_code_points({kept_, kept_size_}));
    }
    const std::string_view rest = chunk.substr(at);
    const std::size_t whole = whole_code_points(rest);
    walk(rest.substr(0, whole), each);
    for (const char byte : rest.substr(whole)) kept_[kept_size_++] = byte;
  }
  /// The stream ends: what is left over is malformed.
  template <class Each>
  void finish(Each&& each) {
    drain(each, kept_size_);
  }
  std::size_t incomplete_bytes() const { return kept_size_; }

 private:
  template <class Each>
  static void walk(std::string_view text, Each& each) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t from = at;
      const char32_t point = next_code_point(text, at);
      each(point, text.substr(from, at - from));
    }
  }
  template <class Each>
  void drain(Each& each, std::size_t whole) {
    const std::string_view text(kept_, kept_size_);
    walk(text.substr(0, whole), each);
    for (std::size_t i = whole; i < kept_size_; ++i) kept_[i - whole] = kept_[i];
    kept_size_ = static_cast<std::uint8_t>(kept_size_ - whole);
  }
  char kept_[8] = {};
  std::uint8_t kept_size_ = 0;
};

/// A whole text. `originals` is its number of code points.
struct NormalText {
  std::vector<Unit> units;
  std::uint32_t originals = 0;
};
NormalText normalise(std::string_view utf8);

/// The units of a phrase in a word list: normalised, without separators at its ends.
std::vector<char32_t> normalise_phrase(std::string_view utf8);

}  // namespace anban::signals
