// SPDX-License-Identifier: Apache-2.0
// Building the automaton: sort, lay the trie out level by level, place nodes into the double array
// (many children first, so that single children fill the holes), then link failures.
#include "signals/automaton.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "base/ensure.h"

namespace anban::signals {
namespace {

constexpr std::uint32_t placing_reach = 4096;  // cells; further: such nodes start there next time

constexpr std::uint8_t no_block_below = 255;

/// The trie: nodes in breadth-first order, the children of a node side by side.
struct Trie {
  struct Node {
    std::uint32_t parent;
    std::uint32_t symbol;
    std::uint32_t first_child = 0;
    std::uint32_t children = 0;
    std::uint32_t first_phrase = 0;  // sorted phrases that end here
    std::uint32_t phrases = 0;
    std::uint8_t depth = 0;
    std::uint8_t harmless_below = no_block_below;  // least harmless beginning of those below
    bool cover_below = false;
  };
  std::vector<Node> nodes;
};

struct Word {
  const std::uint16_t* symbols;
  std::uint32_t length;
  std::uint32_t phrase;
  std::uint64_t beginning;  // the first four symbols, the first one on top: most words differ here
};

std::uint64_t beginning_of(const std::uint16_t* symbols, std::uint32_t length) {
  std::uint64_t beginning = 0;
  for (std::uint32_t i = 0; i < 4; ++i)
    beginning = beginning << 16U | (i < length ? symbols[i] : 0);
  return beginning;
}

bool sorts_before(const Word& a, const Word& b) {
  if (a.beginning != b.beginning) return a.beginning < b.beginning;
  const std::uint32_t common = std::min(a.length, b.length);
  for (std::uint32_t i = 0; i < common; ++i) {
    if (a.symbols[i] != b.symbols[i]) return a.symbols[i] < b.symbols[i];
  }
  return a.length != b.length ? a.length < b.length : a.phrase < b.phrase;
}

Trie trie_of(const std::vector<Word>& words) {
  Trie trie;
  struct Range {
    std::uint32_t begin;
    std::uint32_t end;
  };
  std::vector<Range> ranges;
  trie.nodes.push_back({0, 0});
  ranges.push_back({0, static_cast<std::uint32_t>(words.size())});
  for (std::uint32_t n = 0; n < trie.nodes.size(); ++n) {
    const Range range = ranges[n];
    const std::uint8_t depth = trie.nodes[n].depth;
    std::uint32_t at = range.begin;
    while (at < range.end && words[at].length == depth) ++at;
    trie.nodes[n].first_phrase = range.begin;
    trie.nodes[n].phrases = at - range.begin;
    trie.nodes[n].first_child = static_cast<std::uint32_t>(trie.nodes.size());
    while (at < range.end) {
      const std::uint32_t from = at;
      const std::uint32_t symbol = words[at].symbols[depth];
      while (at < range.end && words[at].symbols[depth] == symbol) ++at;
      Trie::Node child{n, symbol};
      child.depth = static_cast<std::uint8_t>(depth + 1);
      trie.nodes.push_back(child);
      ranges.push_back({from, at});
    }
    trie.nodes[n].children =
        static_cast<std::uint32_t>(trie.nodes.size()) - trie.nodes[n].first_child;
  }
  return trie;
}

/// Which cells are taken, 64 to a word, so that 64 places for a node are tried at once.
class Cells {
 public:
  explicit Cells(std::uint32_t taken) : used_end_(taken) {
    taken_.assign(taken / 64 + 2, 0);
    for (std::uint32_t cell = 0; cell < taken; ++cell) take(cell);
  }
  void take(std::uint32_t cell) {
    if (cell / 64 + 2 > taken_.size()) taken_.resize(cell / 64 + 2 + taken_.size(), 0);
    taken_[cell / 64] |= std::uint64_t{1} << (cell % 64);
    used_end_ = std::max(used_end_, cell + 1);
  }
  /// Bit i: cell + i is free.
  std::uint64_t free_from(std::uint32_t cell) const {
    const std::uint32_t word = cell / 64;
    const std::uint32_t bit = cell % 64;
    if (word + 1 >= taken_.size()) return word < taken_.size() ? ~(taken_[word] >> bit) : ~0ULL;
    const std::uint64_t low = taken_[word] >> bit;
    return ~(bit == 0 ? low : low | (taken_[word + 1] << (64 - bit)));
  }
  std::uint32_t used_end() const { return used_end_; }

 private:
  std::vector<std::uint64_t> taken_;
  std::uint32_t used_end_;
};

/// The first cell from `from` on for the first child of `node` such that every child's is free.
std::uint32_t place_for(const Trie& trie, const Trie::Node& node, const Cells& cells,
                        std::uint32_t from) {
  const std::uint32_t first = trie.nodes[node.first_child].symbol;
  for (std::uint32_t cell = from;; cell += 64) {
    std::uint64_t fits = cells.free_from(cell);
    for (std::uint32_t c = 1; c < node.children && fits != 0; ++c) {
      fits &= cells.free_from(cell + trie.nodes[node.first_child + c].symbol - first);
    }
    if (fits != 0) return cell + static_cast<std::uint32_t>(std::countr_zero(fits));
  }
}

/// All nodes, those with many children first, else in their order.
std::vector<std::uint32_t> by_children(const Trie& trie) {
  std::uint32_t most = 0;
  for (const Trie::Node& node : trie.nodes) most = std::max(most, node.children);
  std::vector<std::uint32_t> at(most + 2, 0);  // where nodes of that many children go
  for (const Trie::Node& node : trie.nodes) ++at[most - node.children + 1];
  std::partial_sum(at.begin(), at.end(), at.begin());
  std::vector<std::uint32_t> order(trie.nodes.size());
  for (std::uint32_t n = 0; n < trie.nodes.size(); ++n) {
    order[at[most - trie.nodes[n].children]++] = n;
  }
  return order;
}

/// The base of every node such that no two children share a cell.
std::vector<std::uint32_t> place(const Trie& trie, std::uint32_t alphabet,
                                 std::uint32_t& cell_end) {
  const std::vector<std::uint32_t> order = by_children(trie);
  std::vector<std::uint32_t> base(trie.nodes.size(), 1);
  // The root's children have the cells below alphabet + 1 to themselves.
  const std::uint32_t first_cell = alphabet + 1;
  Cells cells(first_cell);
  std::uint32_t children = 0;
  std::uint32_t from = first_cell;  // where nodes of that many children begin to look
  for (const std::uint32_t n : order) {
    const Trie::Node& node = trie.nodes[n];
    if (n == 0 || node.children == 0) continue;
    if (node.children != children) from = first_cell;
    children = node.children;
    const std::uint32_t cell = place_for(trie, node, cells, from);
    if (children == 1 || cell - from > placing_reach) from = cell;
    base[n] = cell - trie.nodes[node.first_child].symbol;
    for (std::uint32_t c = 0; c < children; ++c) {
      cells.take(base[n] + trie.nodes[node.first_child + c].symbol);
    }
  }
  cell_end = std::max(cells.used_end(), first_cell);
  return base;
}

}  // namespace

bool AutomatonBuilder::add(std::span<const char32_t> phrase, std::uint32_t payload, Hold hold,
                           std::uint32_t harmless) {
  if (phrase.empty() || phrase.size() > Automaton::longest_phrase) return false;
  phrases_.push_back({static_cast<std::uint32_t>(units_.size()),
                      static_cast<std::uint32_t>(phrase.size()), payload, hold,
                      static_cast<std::uint8_t>(std::min<std::uint32_t>(harmless, 254))});
  units_.insert(units_.end(), phrase.begin(), phrase.end());
  return true;
}

struct AutomatonBuilder::Laid {
  std::vector<Word> words;
  Trie trie;
  std::vector<std::uint32_t> base;
};

std::vector<std::uint16_t> AutomatonBuilder::compress(Automaton& made) {
  std::vector<std::uint16_t> pages(Automaton::unicode_pages, 0);
  std::vector<std::uint16_t> all(256, 0);
  alphabet_ = 1;
  std::vector<std::uint16_t> symbols(units_.size());
  for (std::size_t i = 0; i < units_.size(); ++i) {
    std::uint16_t& page = pages[units_[i] >> 8U];
    if (page == 0) {
      page = static_cast<std::uint16_t>(all.size() / 256);
      all.resize(all.size() + 256, 0);
    }
    std::uint16_t& symbol = all[page * 256U + (units_[i] & 255U)];
    ensure(symbol != 0 || alphabet_ < 0xFFFF, "word lists use fewer than 65,535 characters");
    if (symbol == 0) symbol = static_cast<std::uint16_t>(alphabet_++);
    symbols[i] = symbol;
  }
  made.pages_ = std::move(pages);
  made.symbols_ = std::move(all);
  return symbols;
}

void AutomatonBuilder::lay_out(Automaton& made, const Laid& laid) const {
  const Trie& trie = laid.trie;
  std::vector<std::uint32_t> cell(trie.nodes.size(), 0);
  const std::span<Automaton::Node> nodes = made.nodes_.own();
  const std::span<Automaton::Pending> all_pending = made.pending_.own();
  std::vector<Automaton::MatchEntry> matches;
  // Whether a phrase that ends at `node` itself has that payload.
  const auto tells = [&](const Automaton::Node& node, std::uint32_t payload) {
    for (std::uint32_t i = node.match; i != nodes[node.fail].match; i = matches[i].next) {
      if (matches[i].payload == payload) return true;
    }
    return false;
  };
  nodes[0].base = laid.base[0];
  for (std::uint32_t n = 0; n < trie.nodes.size(); ++n) {
    const Trie::Node& node = trie.nodes[n];
    Automaton::Node& placed = nodes[cell[n]];
    for (std::uint32_t c = node.first_child; c < node.first_child + node.children; ++c) {
      cell[c] = laid.base[n] + trie.nodes[c].symbol;
      nodes[cell[c]].base = laid.base[c];
      nodes[cell[c]].parent = cell[n];
    }
    if (n == 0) continue;
    if (node.parent != 0) {
      placed.fail = made.step(nodes[cell[node.parent]].fail, node.symbol);
    }
    placed.match = nodes[placed.fail].match;
    for (std::uint32_t p = node.phrases; p-- > 0;) {
      const Phrase& phrase = phrases_[laid.words[node.first_phrase + p].phrase];
      if (tells(placed, phrase.payload)) continue;  // lists and rules may name it twice
      matches.push_back({phrase.payload, phrase.length, placed.match});
      placed.match = static_cast<std::uint32_t>(matches.size() - 1);
    }
    Automaton::Pending& pending = all_pending[cell[n]];
    pending = all_pending[placed.fail];
    if (node.depth > node.harmless_below) {
      const auto held = static_cast<std::uint8_t>(node.depth - node.harmless_below);
      pending.block = std::max(pending.block, held);
    }
    if (node.cover_below) pending.cover = node.depth;
  }
  made.matches_ = std::move(matches);
}

Automaton AutomatonBuilder::build() {
  Automaton made;
  const std::vector<std::uint16_t> symbols = compress(made);
  Laid laid;
  laid.words.reserve(phrases_.size());
  for (std::uint32_t i = 0; i < phrases_.size(); ++i) {
    const std::uint16_t* first = symbols.data() + phrases_[i].begin;
    const std::uint32_t length = phrases_[i].length;
    laid.words.push_back({first, length, i, beginning_of(first, length)});
  }
  std::sort(laid.words.begin(), laid.words.end(), sorts_before);
  laid.trie = trie_of(laid.words);
  Trie& trie = laid.trie;
  for (auto n = static_cast<std::uint32_t>(trie.nodes.size()); n-- > 1;) {
    const Trie::Node& node = trie.nodes[n];
    Trie::Node& parent = trie.nodes[node.parent];
    parent.harmless_below = std::min(parent.harmless_below, node.harmless_below);
    parent.cover_below = parent.cover_below || node.cover_below;
    for (std::uint32_t p = 0; p < node.phrases; ++p) {
      const Phrase& phrase = phrases_[laid.words[node.first_phrase + p].phrase];
      if (phrase.hold == Hold::block) {
        parent.harmless_below = std::min(parent.harmless_below, phrase.harmless);
      }
      parent.cover_below = parent.cover_below || phrase.hold == Hold::cover;
    }
  }
  std::uint32_t cell_end = 0;
  laid.base = place(trie, alphabet_, cell_end);
  // Padded so that a probe with any symbol stays inside.
  made.nodes_ = std::vector<Automaton::Node>(cell_end + alphabet_ + 1);
  made.pending_ = std::vector<Automaton::Pending>(cell_end);
  lay_out(made, laid);
  units_.clear();
  phrases_.clear();
  return made;
}

}  // namespace anban::signals
