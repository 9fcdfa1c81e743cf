// SPDX-License-Identifier: Apache-2.0
// The trie is laid out breadth first from the sorted entries, the children of a node side by side.
#include "signals/phrase_sounds.h"

#include <algorithm>
#include <utility>

namespace anban::signals {
namespace {

constexpr std::size_t readings_most = 4;  // of one phrase; more would be guesses

}  // namespace

void PhraseSounds::add(std::u32string_view characters, const Phrase& about) {
  if (characters.empty() || characters.size() > longest) return;
  for (const char32_t each : characters) {
    if (sounds_of(each)[0] == 0) return;
  }
  gathered_.push_back({static_cast<std::uint32_t>(gathered_texts_.size()),
                       static_cast<std::uint8_t>(characters.size()), about.weight, about.cost,
                       about.by_initials});
  gathered_texts_.insert(gathered_texts_.end(), characters.begin(), characters.end());
  Entry entry;
  entry.phrase = static_cast<std::uint32_t>(gathered_.size() - 1);
  add_readings(characters, entry);
}

void PhraseSounds::add_readings(std::u32string_view characters, Entry entry) {
  if (entry.size == characters.size()) {
    for (std::size_t i = 0; i < longest; ++i) {
      entry.order[i / 4] = entry.order[i / 4] << 16U | entry.sounds[i];
    }
    entries_.push_back(entry);
    return;
  }
  std::size_t readings = 1;
  for (std::size_t i = 0; i < entry.size; ++i) {
    if (entry.sounds[i] == sounds_of(characters[i])[1]) readings *= 2;
  }
  const std::array<Sound, 2> sounds = sounds_of(characters[entry.size]);
  ++entry.size;
  for (const Sound each : sounds) {
    if (each == 0 || (each == sounds[1] && readings >= readings_most)) continue;
    entry.sounds[entry.size - 1U] = each;
    add_readings(characters, entry);
  }
}

void PhraseSounds::build() {
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.order != b.order ? a.order < b.order : a.phrase < b.phrase;
  });
  note_beginnings();
  lay_out();
  std::vector<Node> first(sound_count_, root);
  for (std::uint32_t i = 0; i < nodes_[root].children; ++i) {
    const Node node = nodes_[root].first_child + i;
    first[nodes_[node].sound] = node;
  }
  first_children_ = std::move(first);
  texts_ = std::move(gathered_texts_);
  entries_ = {};
  gathered_ = {};
}

void PhraseSounds::lay_out() {
  std::vector<Place> nodes(1);
  std::vector<KeptPhrase> phrases;
  std::vector<std::pair<std::size_t, std::size_t>> ranges = {{0, entries_.size()}};
  std::vector<std::size_t> depths = {0};
  for (std::size_t n = 0; n < nodes.size(); ++n) {
    auto [at, end] = ranges[n];
    const std::size_t depth = depths[n];
    nodes[n].first_phrase = static_cast<std::uint32_t>(phrases.size());
    for (; at < end && entries_[at].size == depth; ++at) {
      phrases.push_back(gathered_[entries_[at].phrase]);
    }
    nodes[n].phrases = static_cast<std::uint16_t>(phrases.size() - nodes[n].first_phrase);
    nodes[n].first_child = static_cast<std::uint32_t>(nodes.size());
    while (at < end) {
      const std::size_t from = at;
      const Sound sound = entries_[at].sounds[depth];
      bool by_initials = false;
      for (; at < end && entries_[at].sounds[depth] == sound; ++at) {
        by_initials = by_initials || gathered_[entries_[at].phrase].by_initials != 0;
      }
      nodes.push_back({.sound = sound, .by_initials = by_initials});
      ranges.emplace_back(from, at);
      depths.push_back(depth + 1);
    }
    nodes[n].children = static_cast<std::uint16_t>(nodes.size() - nodes[n].first_child);
  }
  nodes_ = std::move(nodes);
  phrases_ = std::move(phrases);
}

void PhraseSounds::note_beginnings() {
  std::vector<std::uint64_t> pairs(sound_count_ * sound_count_ / 64 + 1, 0);
  std::vector<std::uint64_t> urgent = pairs;
  std::vector<std::uint64_t> triples(triple_bits / 64, 0);
  const auto set = [](std::vector<std::uint64_t>& bits, std::size_t bit) {
    bits[bit >> 6U] |= 1ULL << (bit & 63U);
  };
  for (const Entry& each : entries_) {
    const Weight weight = gathered_[each.phrase].weight;
    if (weight < Weight::grave || each.size < 2) continue;
    const std::size_t pair = each.sounds[0] * sound_count_ + each.sounds[1];
    set(pairs, pair);
    if (each.size == 2 && weight >= Weight::urgent) set(urgent, pair);
    if (each.size > 2) set(triples, triple(each.sounds[0], each.sounds[1], each.sounds[2]));
  }
  pairs_ = std::move(pairs);
  urgent_pairs_ = std::move(urgent);
  triples_ = std::move(triples);
}

PhraseSounds::Node PhraseSounds::child(Node node, Sound sound) const {
  if (node == root) return first_children_[sound];
  const Place& place = nodes_[node];
  const auto children = nodes_.all().subspan(place.first_child, place.children);
  const auto at = std::lower_bound(children.begin(), children.end(), sound,
                                   [](const Place& each, Sound key) { return each.sound < key; });
  if (at == children.end() || at->sound != sound) return root;
  return place.first_child + static_cast<Node>(at - children.begin());
}

std::size_t PhraseSounds::longest_at(std::u32string_view text, Weight least) const {
  std::size_t found = 0;
  Node node = root;
  for (std::size_t size = 1; size <= std::min(text.size(), longest); ++size) {
    const Sound sound = common_sound_of(text[size - 1]);
    node = sound == 0 ? root : child(node, sound);
    if (node == root) break;
    for (const Phrase& each : phrases(node)) {
      if (each.weight >= least && each.characters == text.substr(0, size)) found = size;
    }
  }
  return found;
}

std::size_t PhraseSounds::memory_bytes() const {
  return nodes_.bytes() + phrases_.bytes() + texts_.bytes() + first_children_.bytes() +
         pairs_.bytes() + urgent_pairs_.bytes() + triples_.bytes();
}

void PhraseSounds::write(ImageWriter& image) const {
  image.put(texts_);
  image.put(nodes_);
  image.put(phrases_);
  image.put(first_children_);
  image.put(pairs_);
  image.put(urgent_pairs_);
  image.put(triples_);
}

bool PhraseSounds::read(ImageReader& image) {
  return image.take(texts_) && image.take(nodes_) && image.take(phrases_) &&
         image.take(first_children_) && image.take(pairs_) && image.take(urgent_pairs_) &&
         image.take(triples_);
}

bool PhraseSounds::is_sound() const {
  const std::size_t pair_words = sound_count_ * sound_count_ / 64 + 1;
  if (nodes_.size() == 0 || first_children_.size() != sound_count_ || pairs_.size() != pair_words ||
      urgent_pairs_.size() != pair_words || triples_.size() != triple_bits / 64) {
    return false;
  }
  // Children stand behind their parents, each below one of them; phrases are as long as the way.
  std::vector<std::uint8_t> depths(nodes_.size(), 0);
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    const Place& place = nodes_[n];
    if (n > 0 && (depths[n] == 0 || depths[n] > longest)) return false;
    if (place.sound >= sound_count_ ||
        std::uint64_t{place.first_phrase} + place.phrases > phrases_.size()) {
      return false;
    }
    for (std::uint32_t i = 0; i < place.phrases; ++i) {
      const KeptPhrase& phrase = phrases_[place.first_phrase + i];
      if (phrase.size != depths[n] || phrase.weight > Weight::urgent ||
          std::uint64_t{phrase.begin} + phrase.size > texts_.size()) {
        return false;
      }
    }
    const std::uint64_t end = std::uint64_t{place.first_child} + place.children;
    if (place.children != 0 && (place.first_child <= n || end > nodes_.size())) return false;
    for (std::uint64_t child = place.first_child; child < end && place.children != 0; ++child) {
      if (depths[child] != 0) return false;
      depths[child] = static_cast<std::uint8_t>(depths[n] + 1);
    }
  }
  return std::all_of(first_children_.begin(), first_children_.end(), [&](Node node) {
    return node == root || (node < nodes_.size() && depths[node] == 1);
  });
}

}  // namespace anban::signals
