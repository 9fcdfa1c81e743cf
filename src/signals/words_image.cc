// SPDX-License-Identifier: Apache-2.0
// Word lists in an image, and whether one that came from outside may be read with.
#include <algorithm>

#include "signals/words.h"

namespace anban::signals {

void WordImage::write(ImageWriter& image) const {
  automaton_.write(image);
  image.put(words_);
  image.put(conditions_);
  image.put_texts(detectors_);
  image.put_texts(kinds_);
}

std::optional<WordImage> WordImage::read(ImageReader& image) {
  WordImage words;
  if (!words.automaton_.read(image) || !image.take(words.words_) ||
      !image.take(words.conditions_) || !image.take_texts(words.detectors_) ||
      !image.take_texts(words.kinds_)) {
    return std::nullopt;
  }
  return words;
}

bool WordImage::is_sound(std::size_t classes) const {
  if (!automaton_.is_sound() || kinds_.size() != detectors_.size()) return false;
  bool known = true;
  automaton_.each_payload([&](std::uint32_t payload) {
    switch (type_of(payload)) {
      case Payload::phrase_class: known = known && id_of(payload) < classes; break;
      case Payload::word: known = known && id_of(payload) < words_.size(); break;
      case Payload::condition: break;
      default: known = false;
    }
  });
  return known && std::all_of(words_.begin(), words_.end(), [&](const CompiledWord& word) {
           const std::uint64_t conditions = std::uint64_t{word.needs} + word.unless + word.near;
           return word.category < Category::count_ && word.tier <= pack::Tier::ignore &&
                  word.lexicon < detectors_.size() &&
                  word.first_condition + conditions <= conditions_.size();
         });
}

}  // namespace anban::signals
