// SPDX-License-Identifier: Apache-2.0
// Phrases by their sound: a trie over syllables whose ends list the phrases that sound so. Serves
// signals/restore.h. Built with the pack, immutable afterwards.
#pragma once

#include <array>
#include <cstdint>
#include <ranges>
#include <span>
#include <string_view>
#include <vector>

#include "signals/image.h"
#include "signals/sounds.h"

namespace anban::signals {

/// How much a phrase matters, and so how little it takes to read it out of another spelling.
enum class Weight : std::uint8_t {
  common,  // an ordinary word: read out of pinyin only
  cue,     // a cue of rules that is frequent in ordinary text
  grave,   // a phrase of a word list or rule
  urgent,  // a phrase on suicide and self-harm, or one that a list forbids
};

class PhraseSounds {
 public:
  PhraseSounds() = default;
  PhraseSounds(const PhraseSounds&) = delete;
  PhraseSounds& operator=(const PhraseSounds&) = delete;
  PhraseSounds(PhraseSounds&&) = default;
  PhraseSounds& operator=(PhraseSounds&&) = default;
  using Node = std::uint32_t;
  static constexpr Node root = 0;
  static constexpr std::size_t longest = 8;  // characters

  /// A phrase that ends at a node. `characters` lives as long as this.
  struct Phrase {
    std::u32string_view characters;
    Weight weight;
    std::uint8_t cost;  // grows with the logarithm of how rare it is
    bool by_initials;   // people write it by its initials
  };

  /// Gathers a phrase; its `characters` are
  /// taken from the first argument. Left out unless it has one to eight characters, all Chinese
  /// with a sound.
  void add(std::u32string_view characters, const Phrase& about);
  /// Puts the trie together; afterwards nothing is added.
  void build();

  /// The child of `node` by that syllable; root if there is none.
  Node child(Node node, Sound sound) const;
  /// Calls each(Node) for the children by syllables in the range that lead to a phrase which is
  /// known by its initials.
  template <class Each>
  void each_initial(Node node, SoundRange range, Each&& each) const {
    const Place& place = nodes_[node];
    for (std::uint32_t i = place.first_child; i < place.first_child + place.children; ++i) {
      if (nodes_[i].by_initials != 0 && nodes_[i].sound >= range.first &&
          nodes_[i].sound < range.last) {
        each(i);
      }
    }
  }
  auto phrases(Node node) const {
    const auto kept = phrases_.all().subspan(nodes_[node].first_phrase, nodes_[node].phrases);
    return kept | std::views::transform([this](const KeptPhrase& each) {
             const std::u32string_view all(texts_.all().data(), texts_.size());
             return Phrase{all.substr(each.begin, each.size), each.weight, each.cost,
                           each.by_initials != 0};
           });
  }
  /// How many characters of `text` at its beginning are such a phrase; 0 where none are.
  std::size_t longest_at(std::u32string_view text, Weight least) const;
  bool is_end(Node node) const { return nodes_[node].phrases != 0; }
  /// Whether a grave phrase begins with these two syllables; quick.
  bool begins_grave(Sound first, Sound second) const {
    const std::size_t at = first * sound_count_ + second;
    return (pairs_[at >> 6U] >> (at & 63U) & 1U) != 0;
  }
  /// Whether a phrase that may stand for characters of the same sound begins with these syllables:
  /// an urgent one of two, or a grave one of three and more (`third` is 0 where nothing follows).
  /// May say yes where none does; quick.
  bool may_be_meant(Sound first, Sound second, Sound third) const {
    const std::size_t at = first * sound_count_ + second;
    if ((urgent_pairs_[at >> 6U] >> (at & 63U) & 1U) != 0) return true;
    const std::size_t bit = triple(first, second, third);
    return (triples_[bit >> 6U] >> (bit & 63U) & 1U) != 0;
  }
  std::size_t memory_bytes() const;

  void write(ImageWriter& image) const;
  /// Over an image that outlives it; false where it holds none. What it means is not checked.
  [[nodiscard]] bool read(ImageReader& image);
  /// Whether every walk stays inside: true of whatever was built.
  bool is_sound() const;

 private:
  static constexpr std::size_t triple_bits = 1U << 17U;
  static std::size_t triple(Sound first, Sound second, Sound third) {
    const std::uint64_t all =
        (std::uint64_t{first} << 32U) | (std::uint64_t{second} << 16U) | third;
    return (all * 0x9E3779B97F4A7C15U) >> 47U;
  }
  struct Entry {
    std::array<Sound, longest> sounds{};   // 0 behind the last
    std::array<std::uint64_t, 2> order{};  // the same as numbers that sort alike
    std::uint32_t phrase = 0;
    std::uint8_t size = 0;
  };
  struct Place {
    std::uint32_t first_child = 0;
    std::uint32_t first_phrase = 0;
    std::uint16_t children = 0;
    std::uint16_t phrases = 0;
    Sound sound = 0;
    std::uint16_t by_initials = 0;  // 1: a phrase below is known by its initials
  };
  struct KeptPhrase {
    std::uint32_t begin;  // in texts_
    std::uint8_t size;
    Weight weight;
    std::uint8_t cost;
    std::uint8_t by_initials;
  };
  void add_readings(std::u32string_view characters, Entry entry);
  void lay_out();
  void note_beginnings();
  std::size_t sound_count_ = sound_count();
  std::vector<char32_t> gathered_texts_;
  std::vector<KeptPhrase> gathered_;
  std::vector<Entry> entries_;
  Kept<char32_t> texts_;
  Kept<Place> nodes_;
  Kept<KeptPhrase> phrases_;
  Kept<Node> first_children_;  // of the root, by syllable
  Kept<std::uint64_t> pairs_;
  Kept<std::uint64_t> urgent_pairs_;
  Kept<std::uint64_t> triples_;
};

}  // namespace anban::signals
