// SPDX-License-Identifier: Apache-2.0
// The table of syllables, and a small tree of their letters to take pinyin words apart.
#include "signals/syllables.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace anban::signals {
namespace {

#include "signals/tables/syllables.inc"

constexpr char32_t first_character = 0x4E00;
constexpr std::size_t longest_word = 24;
constexpr std::array<std::string_view, 10> digit_names = {"ling", "yi",  "er", "san", "si",
                                                          "wu",   "liu", "qi", "ba",  "jiu"};

Syllable syllable_named(std::string_view name) {
  const auto at = std::lower_bound(syllable_names.begin(), syllable_names.end(), name);
  return static_cast<Syllable>(at - syllable_names.begin());
}

/// Letters below letters; a node that ends a syllable names it.
class Letters {
 public:
  struct Node {
    std::array<std::uint16_t, 26> next{};
    Syllable ends = 0;
  };
  Letters() : nodes_(1) {
    for (std::size_t i = 1; i < syllable_names.size(); ++i) {
      const std::string_view name = syllable_names[i];
      if (name.size() == 1 && name != "a" && name != "e" && name != "o") continue;
      if (name == "hm") continue;
      std::size_t at = 0;
      for (const char letter : name) {
        std::uint16_t& next = nodes_[at].next[static_cast<std::size_t>(letter - 'a')];
        const std::size_t known = next;
        if (known == 0) next = static_cast<std::uint16_t>(nodes_.size());
        at = known == 0 ? nodes_.size() : known;
        if (known == 0) nodes_.emplace_back();
      }
      nodes_[at].ends = static_cast<Syllable>(i);
    }
  }
  const Node& operator[](std::size_t at) const { return nodes_[at]; }

 private:
  std::vector<Node> nodes_;
};

const Letters& letters() {
  static const Letters all;
  return all;
}

const std::array<Syllable, 10>& digits() {
  static const std::array<Syllable, 10> all = [] {
    std::array<Syllable, 10> made{};
    std::transform(digit_names.begin(), digit_names.end(), made.begin(), syllable_named);
    return made;
  }();
  return all;
}

std::string plain_sound(std::string_view name) {
  std::string sound(name);
  if (sound.size() > 1 && sound[1] == 'h') sound.erase(1, 1);
  if (sound.ends_with("ng") && sound.size() > 3 && !sound.ends_with("ong")) sound.pop_back();
  if (sound == "wo") return "wu";
  return sound == "qu" ? "qi" : sound;
}

/// The sound of each syllable: the first syllable that is written the same once simplified.
const std::array<Syllable, syllable_names.size()>& sounds() {
  static const auto all = [] {
    std::array<Syllable, syllable_names.size()> made{};
    for (std::size_t i = 1; i < made.size(); ++i) {
      const std::string sound = plain_sound(syllable_names[i]);
      const Syllable simple = syllable_named(sound);
      const bool known = simple < syllable_names.size() && syllable_names[simple] == sound;
      made[i] = known ? simple : static_cast<Syllable>(i);
    }
    return made;
  }();
  return all;
}

}  // namespace

Syllable sound_of(Syllable syllable) {
  return syllable < sounds().size() ? sounds()[syllable] : Syllable{0};
}

Syllable syllable_of(char32_t normalised) {
  if (normalised >= first_character && normalised - first_character < syllable_cells.size()) {
    return syllable_cells[normalised - first_character];
  }
  if (normalised >= U'0' && normalised <= U'9') return digits()[normalised - U'0'];
  return 0;
}

std::string_view name_of_syllable(Syllable syllable) {
  return syllable < syllable_names.size() ? syllable_names[syllable] : std::string_view();
}

Spelling spelling_of(std::string_view word) {
  Spelling spelling;
  if (word.size() < 2 || word.size() > longest_word) return spelling;
  // Fewest syllables that reach each letter; the longest last one wins.
  std::array<std::uint8_t, longest_word + 1> fewest{};
  std::array<std::uint8_t, longest_word + 1> from{};
  std::array<Syllable, longest_word + 1> last{};
  for (std::size_t begin = 0; begin < word.size(); ++begin) {
    if (begin > 0 && fewest[begin] == 0) continue;
    std::size_t node = 0;
    for (std::size_t at = begin; at < word.size(); ++at) {
      if (word[at] < 'a' || word[at] > 'z') break;
      node = letters()[node].next[static_cast<std::size_t>(word[at] - 'a')];
      if (node == 0) break;
      const auto count = static_cast<std::uint8_t>(fewest[begin] + 1);
      if (letters()[node].ends == 0 || (fewest[at + 1] != 0 && fewest[at + 1] <= count)) continue;
      fewest[at + 1] = count;
      from[at + 1] = static_cast<std::uint8_t>(begin);
      last[at + 1] = letters()[node].ends;
    }
  }
  const std::size_t count = fewest[word.size()];
  if (count == 0 || count > Spelling::most) return spelling;
  spelling.count = count;
  std::size_t at = word.size();
  for (std::size_t i = count; i-- > 0; at = from[at]) spelling.syllables[i] = last[at];
  return spelling;
}

}  // namespace anban::signals
