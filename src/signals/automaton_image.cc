// SPDX-License-Identifier: Apache-2.0
// An automaton in an image, and whether one that came from outside may be scanned with.
#include <algorithm>

#include "signals/automaton.h"
#include "signals/normalise.h"

namespace anban::signals {

std::size_t Automaton::memory_bytes() const {
  return nodes_.bytes() + pending_.bytes() + matches_.bytes() + pages_.bytes() + symbols_.bytes();
}

void Automaton::write(ImageWriter& image) const {
  image.put(nodes_);
  image.put(pending_);
  image.put(matches_);
  image.put(pages_);
  image.put(symbols_);
}

bool Automaton::read(ImageReader& image) {
  return image.take(nodes_) && image.take(pending_) && image.take(matches_) && image.take(pages_) &&
         image.take(symbols_);
}

/// Every code point has a symbol, and every step from any node stays inside.
bool Automaton::has_sound_symbols() const {
  static_assert(unicode_pages == (word_boundary >> 8U) + 1);
  if (pages_.size() != unicode_pages || symbols_.size() == 0) return false;
  const std::uint32_t page_most = *std::max_element(pages_.begin(), pages_.end());
  if ((page_most + 1U) * 256U > symbols_.size()) return false;
  const std::uint64_t symbol_most = *std::max_element(symbols_.begin(), symbols_.end());
  return nodes_.size() != 0 && pending_.size() != 0 && pending_.size() <= nodes_.size() &&
         std::all_of(nodes_.begin(), nodes_.end(),
                     [&](const Node& node) { return node.base + symbol_most < nodes_.size(); });
}

/// How many units lead to each cell that is a node; 0 elsewhere.
bool Automaton::has_sound_depths(std::vector<std::uint8_t>& depths) const {
  depths.assign(nodes_.size(), 0);
  std::vector<std::uint32_t> way;
  for (std::uint32_t cell = 1; cell < nodes_.size(); ++cell) {
    way.clear();
    std::uint32_t at = cell;
    while (at != start && depths[at] == 0 && nodes_[at].parent != no_parent) {
      if (at >= pending_.size() || nodes_[at].parent >= pending_.size()) return false;
      if (way.size() > longest_phrase) return false;  // far more than any phrase: a circle
      way.push_back(at);
      at = nodes_[at].parent;
    }
    if (!way.empty() && at != start && depths[at] == 0) return false;  // hangs on no node
    for (std::size_t depth = depths[at] + way.size(); !way.empty(); way.pop_back()) {
      if (depth > longest_phrase) return false;
      depths[way.back()] = static_cast<std::uint8_t>(depth - way.size() + 1);
    }
  }
  return true;
}

bool Automaton::is_sound() const {
  std::vector<std::uint8_t> depths;
  if (!has_sound_symbols() || !has_sound_depths(depths)) return false;
  for (std::uint32_t i = 0; i < matches_.size(); ++i) {
    const MatchEntry& match = matches_[i];
    if (match.length == 0 || match.length > longest_phrase) return false;
    if (match.next == no_match) continue;
    if (match.next >= i || matches_[match.next].length > match.length) return false;
  }
  if (nodes_[start].match != no_match || pending_[start].block != 0 || pending_[start].cover != 0) {
    return false;
  }
  for (std::uint32_t cell = 1; cell < nodes_.size(); ++cell) {
    const Node& node = nodes_[cell];
    if (node.parent == no_parent) continue;
    const std::uint32_t depth = depths[cell];
    if (node.fail >= nodes_.size() || (node.fail != start && depths[node.fail] == 0)) return false;
    if (depths[node.fail] >= depth) return false;
    if (pending_[cell].block > depth || pending_[cell].cover > depth) return false;
    if (node.match == no_match) continue;
    if (node.match >= matches_.size() || matches_[node.match].length > depth) return false;
  }
  return true;
}

}  // namespace anban::signals
