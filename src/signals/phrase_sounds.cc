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
  texts_.emplace_back(characters);
  gathered_.push_back(about);
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
  sound_count_ = sound_count();
  for (std::size_t i = 0; i < texts_.size(); ++i) gathered_[i].characters = texts_[i];
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return a.order != b.order ? a.order < b.order : a.phrase < b.phrase;
  });
  pairs_.assign(sound_count_ * sound_count_ / 64 + 1, 0);
  urgent_pairs_ = pairs_;
  triples_.assign(triple_bits / 64, 0);
  std::vector<std::pair<std::size_t, std::size_t>> ranges = {{0, entries_.size()}};
  std::vector<std::size_t> depths = {0};
  nodes_.emplace_back();
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    auto [at, end] = ranges[n];
    const std::size_t depth = depths[n];
    nodes_[n].first_phrase = static_cast<std::uint32_t>(phrases_.size());
    for (; at < end && entries_[at].size == depth; ++at) {
      const Phrase& phrase = gathered_[entries_[at].phrase];
      phrases_.push_back(phrase);
      if (phrase.weight >= Weight::grave && depth >= 2) note_beginning(entries_[at], phrase.weight);
    }
    nodes_[n].phrases = static_cast<std::uint16_t>(phrases_.size() - nodes_[n].first_phrase);
    nodes_[n].first_child = static_cast<std::uint32_t>(nodes_.size());
    while (at < end) {
      const std::size_t from = at;
      const Sound sound = entries_[at].sounds[depth];
      while (at < end && entries_[at].sounds[depth] == sound) ++at;
      nodes_.push_back({.sound = sound});
      nodes_.back().by_initials =
          std::any_of(entries_.begin() + static_cast<std::ptrdiff_t>(from),
                      entries_.begin() + static_cast<std::ptrdiff_t>(at),
                      [&](const Entry& each) { return gathered_[each.phrase].by_initials; });
      ranges.emplace_back(from, at);
      depths.push_back(depth + 1);
    }
    nodes_[n].children = static_cast<std::uint16_t>(nodes_.size() - nodes_[n].first_child);
  }
  first_children_.assign(sound_count_, root);
  for (std::uint32_t i = 0; i < nodes_[root].children; ++i) {
    const Node node = nodes_[root].first_child + i;
    first_children_[nodes_[node].sound] = node;
  }
  entries_.clear();
  entries_.shrink_to_fit();
  gathered_.clear();
}

void PhraseSounds::note_beginning(const Entry& entry, Weight weight) {
  const auto set = [](std::vector<std::uint64_t>& bits, std::size_t bit) {
    bits[bit >> 6U] |= 1ULL << (bit & 63U);
  };
  const std::size_t pair = entry.sounds[0] * sound_count_ + entry.sounds[1];
  set(pairs_, pair);
  if (entry.size == 2 && weight >= Weight::urgent) set(urgent_pairs_, pair);
  if (entry.size > 2) set(triples_, triple(entry.sounds[0], entry.sounds[1], entry.sounds[2]));
}

PhraseSounds::Node PhraseSounds::child(Node node, Sound sound) const {
  if (node == root) return first_children_[sound];
  const Place& place = nodes_[node];
  const auto begin = nodes_.begin() + place.first_child;
  const auto end = begin + place.children;
  const auto at = std::lower_bound(begin, end, sound,
                                   [](const Place& each, Sound key) { return each.sound < key; });
  return at != end && at->sound == sound ? static_cast<Node>(at - nodes_.begin()) : root;
}

std::size_t PhraseSounds::memory_bytes() const {
  std::size_t bytes = nodes_.size() * sizeof(Place) + phrases_.size() * sizeof(Phrase) +
                      texts_.size() * sizeof(std::u32string) +
                      (pairs_.size() + urgent_pairs_.size() + triples_.size()) * 8;
  for (const std::u32string& each : texts_) bytes += each.size() > 3 ? each.size() * 4 : 0;
  return bytes;
}

}  // namespace anban::signals
